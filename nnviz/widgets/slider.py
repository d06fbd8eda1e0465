"""Slider: goes to where it is clicked and lets the wheel scroll the page around it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from nnviz.widgets.override_guard import guarded


@guarded
class Slider(QSlider):
    """A horizontal slider."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._on_handle(event):
            self.setSliderPosition(self._position_at(event.position().x()))
        super().mousePressEvent(event)  # the handle is under the mouse now, so a drag begins

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _handle_width(self) -> int:
        return self._rectangle(QStyle.SubControl.SC_SliderHandle).width()

    def _on_handle(self, event: QMouseEvent) -> bool:
        handle = self._rectangle(QStyle.SubControl.SC_SliderHandle)
        return handle.contains(event.position().toPoint())

    def _rectangle(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)

    def _position_at(self, x: float) -> int:
        handle = self._handle_width()
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(x - handle / 2), self.width() - handle
        )
