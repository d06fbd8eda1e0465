"""FormRow: a name and its control, side by side if there is room, else stacked."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.value_edit import Objection

LEAST_CONTROL = 140
CONTROL_SHARE = 0.58  # of a row's width: the controls of all rows begin below each other
ROW_HEIGHT, GAP = 32, 8
QWIDGETSIZE_MAX = 16_777_215  # the constant itself is not in PySide6


def control_width(theme: Theme, width: int) -> int:
    """Return how much of a row's width is for its control."""
    return max(theme.pixels(LEAST_CONTROL), round(width * CONTROL_SHARE))


@guarded
class FormRow(QWidget):
    """One row of a panel; with `sentence`, the control follows its name like a word."""

    def __init__(
        self,
        theme: Theme,
        label: QLabel | QCheckBox,
        control: QWidget,
        hint: str,
        sentence: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._theme, self._label, self._control = theme, label, control
        self._sentence = sentence
        if isinstance(label, QLabel):
            label.setBuddy(control)
        control.setAccessibleName(label.text())
        for part in (label, control):
            part.setToolTip(hint)
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label.setMinimumHeight(theme.pixels(ROW_HEIGHT - 4))
        self.objection = Objection(theme)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(self._label)
        self._line.addWidget(control)
        if sentence:
            self._line.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.pixels(2), 0, theme.pixels(2))
        outer.setSpacing(0)
        outer.addLayout(self._line)
        outer.addWidget(self.objection)
        if isinstance(control, Choice):
            control.currentIndexChanged.connect(lambda _index: self._place())
        self._place()

    def _room(self) -> int:
        """Return the width left for a control beside the name."""
        return self.width() - self._label.sizeHint().width() - self._theme.pixels(GAP)

    def _place(self) -> None:
        control = self._control
        usual, room = control_width(self._theme, self.width()), self._room()
        wanted = needed = control.sizeHint().width()
        if isinstance(control, Choice):
            wanted = needed = control.shown_width()
        elif not self._sentence:
            needed = min(wanted, usual)  # a field for numbers can be narrower than it wants
        if room >= needed:
            self._line.setDirection(QBoxLayout.Direction.LeftToRight)
            self._line.setSpacing(self._theme.pixels(GAP))
            width = wanted if self._sentence else max(usual, min(wanted, room))
        else:
            self._line.setDirection(QBoxLayout.Direction.TopToBottom)
            self._line.setSpacing(0)
            width = QWIDGETSIZE_MAX
        control.setMaximumWidth(width)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        control = self._control.minimumSizeHint().width()
        return QSize(max(self._label.sizeHint().width(), control), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
