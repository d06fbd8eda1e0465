"""FormRow: a name and its control, side by side if there is room, else stacked."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnviz.theme import Theme
from nnviz.widgets.value_edit import Objection

CONTROL_WIDTH = 140
QWIDGETSIZE_MAX = 16_777_215  # the constant itself is not in PySide6


class FormRow(QWidget):
    """One row of a panel."""

    def __init__(
        self,
        theme: Theme,
        label: QLabel | QCheckBox,
        control: QWidget,
        hint: str,
        control_width: int = CONTROL_WIDTH,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._theme, self._label, self._control = theme, label, control
        self._control_width = theme.pixels(control_width)
        if isinstance(label, QLabel):
            label.setBuddy(control)
        control.setAccessibleName(label.text())
        for part in (label, control):
            part.setToolTip(hint)
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.objection = Objection(theme)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(self._label)
        self._line.addWidget(control)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.pixels(4), 0, theme.pixels(4))
        outer.setSpacing(0)
        outer.addLayout(self._line)
        outer.addWidget(self.objection)
        self._place(side_by_side=True)

    def _needed_width(self) -> int:
        """Return the width from which on both fit beside each other, in line with other rows."""
        control = self._control.sizeHint().width()
        if control > self._control_width:
            return QWIDGETSIZE_MAX
        return self._label.sizeHint().width() + self._theme.pixels(8) + control

    def _place(self, side_by_side: bool) -> None:
        if side_by_side:
            self._line.setDirection(QBoxLayout.Direction.LeftToRight)
            self._line.setSpacing(self._theme.pixels(8))
            width = self._control_width
        else:
            self._line.setDirection(QBoxLayout.Direction.TopToBottom)
            self._line.setSpacing(self._theme.pixels(2))
            width = QWIDGETSIZE_MAX
        self._control.setMaximumWidth(width)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        control = self._control.minimumSizeHint().width()
        return QSize(max(self._label.sizeHint().width(), control), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width() >= self._needed_width())
