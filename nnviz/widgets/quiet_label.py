"""Quiet labels: text that stands back behind the picture."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnviz.theme import TextSize, Theme
from nnviz.widgets.foreign_text import tooltip_text
from nnviz.widgets.override_guard import guarded


class QuietLabel(QLabel):
    """A text in the quiet colour."""

    def __init__(self, theme: Theme, size: TextSize, text: str = "", parent: QWidget | None = None):
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color("muted"))
        self.setPalette(palette)


@guarded
class ShortenedLabel(QuietLabel):
    """A quiet line that makes do with any width: what there is no room for becomes an ellipsis."""

    def __init__(self, theme: Theme, size: TextSize, text: str = "", parent: QWidget | None = None):
        super().__init__(theme, size, text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown_text(self) -> str:
        """What of the text can be read at this width."""
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        text = self.shown_text
        tip = "" if text == self.text() else tooltip_text(self.text())
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter = QPainter(self)
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()
