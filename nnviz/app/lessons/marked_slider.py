"""MarkedSlider: a slider over the whole width, with places on it that one should know of."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from nnviz.app.lessons.stops import Stops
from nnviz.lessons.lesson import Mark
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.slider import Slider

TICK, TICK_WIDTH = 16, 2
APART = 8  # words of two marks in one line


@guarded
class TickedSlider(Slider):
    """Draws a tick for each mark over its groove."""

    def __init__(self, theme: Theme, stops: Stops, marks: Sequence[Mark]):
        super().__init__()
        self._theme, self._stops, self._marks = theme, stops, marks
        self.setRange(0, stops.last)
        self.setPageStep(max(1, stops.last // 10))

    def place(self, value: float) -> float:
        """Return how far from the left edge a value is."""
        handle = self._handle_width()
        share = min(max(self._stops.share(value), 0.0), 1.0)
        return handle / 2 + share * (self.width() - handle)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._theme.pen(self._theme.color("warning"), TICK_WIDTH))
        middle = self._rectangle(QStyle.SubControl.SC_SliderHandle).center().y()
        high = self._theme.pixels(TICK) / 2
        for mark in self._marks:
            x = self.place(mark.at)
            painter.drawLine(QPointF(x, middle - high), QPointF(x, middle + high))
        painter.end()


@guarded
class MarkWords(QWidget):
    """What there is to know of the marks, below them; where two would meet, one below the other."""

    def __init__(self, theme: Theme, slider: TickedSlider, marks: Sequence[Mark]):
        super().__init__()
        self._theme, self._slider, self._marks = theme, slider, marks
        self._font = theme.font("small")
        self.setFont(self._font)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("; ".join(f"{mark.at:.4g}: {mark.text.shown}" for mark in marks))

    def places(self, width: int) -> list[tuple[str, QRectF]]:
        """Return the words and where they stand."""
        metrics = QFontMetrics(self._font)
        high, apart = metrics.height(), self._theme.pixels(APART)
        placed: list[tuple[str, QRectF]] = []
        for mark in self._marks:
            text = mark.text.shown
            wide = min(metrics.horizontalAdvance(text) + 1, width)
            left = min(max(self._slider.place(mark.at) - wide / 2, 0.0), float(width - wide))
            box = QRectF(left, 0, wide, high)
            while any(box.adjusted(-apart, 0, apart, 0).intersects(other) for _, other in placed):
                box.translate(0, high)
            placed.append((text, box))
        return placed

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(max((box.bottom() for _, box in self.places(width)), default=0.0))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._theme.color("warning"))
        for text, box in self.places(self.width()):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class MarkedSlider(QWidget):
    """The slider and, below it, the words of its marks."""

    def __init__(self, theme: Theme, stops: Stops, marks: Sequence[Mark]):
        super().__init__()
        self.slider = TickedSlider(theme, stops, marks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.slider)
        if marks:
            layout.addWidget(MarkWords(theme, self.slider, marks))
