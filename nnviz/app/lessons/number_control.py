"""NumberControl: a number to set before an audience, by its name, a slider and its marks."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.app.lessons.marked_slider import MarkedSlider
from nnviz.app.lessons.stops import Stops
from nnviz.lessons.lesson import Mark
from nnviz.theme import Theme
from nnviz.widgets.scales import Value
from nnviz.widgets.value_edit import Objection, ValueEdit

EDIT, PROJECTED_EDIT, EDIT_HEIGHT = 96, 128, 24
INNER_MARGIN = 5  # between a line edit's frame and its text


class NumberControl(QWidget):
    """The name on the left, the value on the right, and the slider below over the whole width."""

    changed = Signal(object)  # float

    def __init__(self, theme: Theme, name: str, stops: Stops, marks: Sequence[Mark]):
        super().__init__()
        self._stops = stops
        self._value: Value = None
        sliders = MarkedSlider(theme, stops, marks)
        self.slider = sliders.slider
        self.edit = ValueEdit(theme, stops)
        self.edit.setProperty("flat", True)
        self.edit.setTextMargins(0, 0, -INNER_MARGIN, 0)
        self.edit.setFont(theme.font("title" if theme.projected else "body", strong=True))
        wide = PROJECTED_EDIT if theme.projected else EDIT
        self.edit.setFixedSize(theme.pixels(wide), theme.pixels(EDIT_HEIGHT))
        objection = Objection(theme)
        label = QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme.font("body"))
        label.setBuddy(self.edit)
        self.slider.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label, 1)
        head.addWidget(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(sliders)
        layout.addWidget(objection)
        self.slider.valueChanged.connect(self._take_stop)
        self.edit.committed.connect(self._take)
        self.edit.objected.connect(objection.say)

    @property
    def value(self) -> Value:
        return self._value

    def show_value(self, value: Value) -> None:
        """Show a value without offering it as a change."""
        if value == self._value:
            return
        self._value = value
        self.edit.show_value(value)
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(self._stops.nearest(value))

    def show_signed(self, value: float) -> None:
        """Show a weight, in the ink of its sign."""
        sign = "positive" if value > 0 else "negative" if value < 0 else ""
        if sign != self.edit.property("sign"):
            self.edit.setProperty("sign", sign)
            self.edit.style().polish(self.edit)
        self.show_value(value)

    @Slot(int)
    def _take_stop(self, stop: int) -> None:
        self._take(self._stops.value(stop))

    @Slot(object)
    def _take(self, value: Value) -> None:
        self.show_value(value)
        self.changed.emit(value)
