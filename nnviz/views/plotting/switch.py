"""A choice between a few ways to see something, as words of which one is underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded


@guarded
class _Word(QAbstractButton):
    """One word of a switch."""

    def __init__(self, theme: Theme, name: str, text: str):
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setFont(theme.font("body"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("body", strong=True))
        width = metrics.horizontalAdvance(self.text()) + self._theme.pixels(4)
        return QSize(width, metrics.height() + self._theme.pixels(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        chosen = self.isChecked()
        painter.setFont(theme.font("body", strong=chosen))
        shown = chosen or self.underMouse() or self.hasFocus()
        painter.setPen(theme.color("text" if shown else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignHCenter, self.text())
        if chosen:
            height = theme.pixels(2)
            line = QRect(0, self.height() - height, self.width(), height)
            painter.fillRect(line, theme.color("accent"))
        if self.hasFocus():
            painter.setPen(theme.color("border"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Switch(QWidget):
    """Words side by side, one of them chosen; each has a name by which it is remembered."""

    changed = Signal()

    def __init__(self, theme: Theme, words: Sequence[tuple[str, str]], title: str):
        super().__init__()
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(12))
        self._group = QButtonGroup(self)
        self._words = [_Word(theme, name, text) for name, text in words]
        for word in self._words:
            self._group.addButton(word)
            row.addWidget(word)
        row.addStretch(1)
        self._words[0].setChecked(True)
        self._chosen = words[0][0]
        self._group.buttonToggled.connect(self._tell)

    @property
    def chosen(self) -> str:
        """The name of the chosen word."""
        return self._chosen

    def rename(self, name: str, text: str) -> None:
        """Write another word for the same choice."""
        for word in self._words:
            if word.objectName() == name and word.text() != text:
                word.setText(text)
                word.updateGeometry()

    @Slot(QAbstractButton, bool)
    def _tell(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._chosen = button.objectName()
            self.changed.emit()
