"""LabelledSlider: a value by its name, to drag or to type."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnviz.theme import Theme
from nnviz.widgets.form_row import GAP, QWIDGETSIZE_MAX, ROW_HEIGHT, control_width
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.scales import Scale, Value
from nnviz.widgets.slider import Slider
from nnviz.widgets.value_edit import Objection, ValueEdit

EDIT_WIDTH = 66
INNER_MARGIN = 5  # between a line edit's frame and its text
STEPS_PER_PAGE = 10


@guarded
class LabelledSlider(QWidget):
    """The name, the slider and the value; in a narrow column the slider is below."""

    changed = Signal(object)  # Value

    def __init__(
        self, theme: Theme, label: str, hint: str, scale: Scale, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._theme, self._scale = theme, scale
        self._value: Value = scale.value(0)
        self._label = QLabel(label)
        self._edit = ValueEdit(theme, scale, self._value)
        self._edit.setProperty("flat", True)
        self._edit.setTextMargins(0, 0, -INNER_MARGIN, 0)  # in line with the slider's end
        self._edit.setFont(theme.font("body", strong=True))
        self._edit.setFixedSize(theme.pixels(EDIT_WIDTH), theme.pixels(24))
        self._label.setBuddy(self._edit)
        self._slider = Slider()
        self._objection = Objection(theme)
        for control in (self._edit, self._slider):
            control.setAccessibleName(label)
            control.setToolTip(hint)
        self._label.setToolTip(hint)
        self._arrange()
        self.set_scale(scale)
        self._slider.valueChanged.connect(self._take_stop)
        self._edit.committed.connect(self._take)
        self._edit.objected.connect(self._objection.say)

    def set_scale(self, scale: Scale) -> None:
        """Use other stops for the same value."""
        self._scale = self._edit.scale = scale
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, scale.last)
            self._slider.setPageStep(max(1, scale.last // STEPS_PER_PAGE))
        self.show_value(self._value)

    def show_value(self, value: Value) -> None:
        """Show a value without offering it as a change."""
        self._value = value
        self._edit.show_value(value)
        if not self._slider.isSliderDown():
            with QSignalBlocker(self._slider):
                self._slider.setValue(self._scale.nearest(value))

    def _arrange(self) -> None:
        self._parts = layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(self._theme.pixels(GAP))
        layout.setVerticalSpacing(0)
        self._label.setMinimumHeight(self._theme.pixels(24))
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._edit, 0, 2, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._objection, 2, 0, 1, 3)
        self._place()

    def _place(self) -> None:
        """Put the slider between the name and the value if there is room."""
        layout, theme, gap = self._parts, self._theme, self._theme.pixels(GAP)
        beside = control_width(theme, self.width())
        in_line = self.width() - beside - gap >= self._label.sizeHint().width()
        layout.removeWidget(self._slider)
        if in_line:
            layout.addWidget(self._slider, 0, 1, Qt.AlignmentFlag.AlignBottom)
            self._slider.setFixedWidth(beside - self._edit.width() - gap)
        else:
            layout.addWidget(self._slider, 1, 0, 1, 3)
            self._slider.setMinimumWidth(0)
            self._slider.setMaximumWidth(QWIDGETSIZE_MAX)
        layout.setColumnStretch(0, 1)
        layout.setRowMinimumHeight(0, theme.pixels(ROW_HEIGHT if in_line else 24))

    def minimumSizeHint(self) -> QSize:
        width = self._label.sizeHint().width() + self._theme.pixels(GAP) + self._edit.width()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _take_stop(self, stop: int) -> None:
        self._take(self._scale.value(self._not_beyond(stop)))

    def _not_beyond(self, stop: int) -> int:
        """Return the stop next to a value between two, which one press of a key must not pass."""
        nearest = self._scale.nearest(self._value)
        there, here = self._scale.value(nearest), self._value
        if there is None or here is None or self._slider.isSliderDown():
            return stop
        step = stop - nearest
        return nearest if abs(step) == 1 and (there - here) * step > 0 else stop

    def _take(self, value: Value) -> None:
        self.show_value(value)
        self.changed.emit(value)
