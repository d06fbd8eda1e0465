"""SpeedControl: how fast to train."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnviz.app.window.speed_scale import FASTEST, speed_at, speed_text, stop_at
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.slider import Slider

WIDTH = 120


class SpeedControl(QWidget):
    """The slider that says how fast to train."""

    changed = Signal(object)  # steps per second; None: as fast as it goes

    def __init__(self, theme: Theme, speed: float | None, parent: QWidget | None = None):
        super().__init__(parent)
        self._value = QLabel()
        self._value.setFont(theme.font("small"))
        label = QLabel(tr("Speed"))
        label.setFont(theme.font("small"))
        label.setProperty("muted", True)
        self.slider = Slider()
        self.slider.setRange(0, FASTEST)
        self.slider.setPageStep(3)
        self.slider.setFixedWidth(theme.pixels(WIDTH))
        self.slider.setAccessibleName(tr("Speed"))
        self.slider.setToolTip(
            tr("From one step a second, in which to follow every number, to as fast as it goes")
        )
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self._value, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.slider, 1, 0, 1, 2)
        self.slider.setValue(stop_at(speed))
        self._show_value()
        self.slider.valueChanged.connect(self._take_stop)

    @property
    def speed(self) -> float | None:
        return speed_at(self.slider.value())

    def show_speed(self, speed: float | None) -> None:
        """Show a speed without offering it as a change."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(stop_at(speed))
        self._show_value()

    @Slot(int)
    def _take_stop(self, _stop: int) -> None:
        self._show_value()
        self.changed.emit(self.speed)

    def _show_value(self) -> None:
        self._value.setText(speed_text(self.speed))
