"""A frame of the opening screen in the fewest calls of Qt: what drawing is measured by.

Each part is one bare widget at its place in a window of 1920×1080. What stays is blitted, what
changes from frame to frame is drawn, and nothing is computed: the numbers are made up.
"""

import time
from collections.abc import Callable
from threading import Event

import numpy as np
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.scenes import HEIGHT, WIDTH

Draw = Callable[[QPainter], None]

FRAMES = 100  # in a round
WARM_UP = 20
EDGES, NEURONS, POINTS, BARS = 31, 10, 300, 20
INK, NEGATIVE, POSITIVE = QColor("#1b1c20"), QColor("#f28e1c"), QColor("#0b72b9")
SMALL_PX, BODY_PX = 12, 18


class Part(QWidget):
    """A part of the window: its ground, and what one frame draws upon it."""

    def __init__(self, window: QWidget, place: QRect, draw: Draw):
        super().__init__(window)
        self.setGeometry(place)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._draw = draw
        self._ground = QPixmap(self.size())
        self._ground.fill(Qt.GlobalColor.white)
        with QPainter(self._ground) as painter:
            painter.setFont(font(SMALL_PX))
            for row in range(12):
                painter.drawText(8, 24 + row * 24, f"caption {row}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter)


def font(pixels: int) -> QFont:
    result = QFont()
    result.setPixelSize(pixels)
    return result


def picture(rng: np.random.Generator, side: int) -> QImage:
    pixels = rng.integers(0, 2**24, (side, side), dtype=np.uint32) | np.uint32(0xFF000000)
    return QImage(pixels.tobytes(), side, side, 4 * side, QImage.Format.Format_RGB32).copy()


def network(rng: np.random.Generator) -> Draw:
    """Return what draws curved edges, every other one dashed, and neurons with pictures."""
    edges = []
    for k in range(EDGES):
        column = 250 * (k % 3)
        start, end = QPointF(120 + column, 120 + 14 * k), QPointF(340 + column, 520 - 13 * k)
        middle = (start.x() + end.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        edges.append(path)
    pictures = [picture(rng, 32) for _ in range(NEURONS)]
    phase = 0.0

    def draw(painter: QPainter) -> None:
        nonlocal phase
        phase += 0.5
        for k, path in enumerate(edges):
            pen = QPen(POSITIVE if k % 2 else NEGATIVE, 1 + (k % 5) * 0.9)
            if k % 2 == 0:
                pen.setDashPattern([4, 2])
                pen.setDashOffset(phase)
            painter.setPen(pen)
            painter.drawPath(path)
        painter.setPen(QPen(INK, 1.2))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for k, image in enumerate(pictures):
            box = QRectF(100 + 250 * (k % 4), 100 + 110 * (k // 4), 72, 72)
            painter.drawImage(box, image)
            painter.drawRoundedRect(box, 3, 3)

    return draw


def plane(rng: np.random.Generator) -> Draw:
    """Return what draws a plane and the points upon it, in one call."""
    image, stamp = picture(rng, 65), QPixmap(11, 11)
    stamp.fill(NEGATIVE)
    points = PrimitiveArray(QPainter.PixmapFragment, 10)
    points.resize(POINTS)
    # x, y; left, top, width, height in the stamp; scales, rotation, opacity
    points.ndarray()[...] = [
        (x, y, 0, 0, 11, 11, 1, 1, 0, 1) for x, y in rng.uniform(80, 480, (POINTS, 2))
    ]

    def draw(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(72, 32, 420, 420), image)
        painter.drawPixmapFragments(*points.drawargs(), stamp)

    return draw


def loss(rng: np.random.Generator) -> Draw:
    """Return what draws two new curves and their values."""
    x = np.linspace(60, 580, POINTS)
    pens = QPen(INK, 1), QPen(QColor("#7b2fe0"), 1, Qt.PenStyle.DashLine)

    def draw(painter: QPainter) -> None:
        for pen in pens:
            y = 40 + 220 * (0.5 + 0.4 * np.sin(x / 40 + rng.random()) * rng.random())
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(*at) for at in zip(x, y, strict=True)]))
        painter.setFont(font(SMALL_PX))
        painter.drawText(60, 24, "train 0.0008   test 0.0078")

    return draw


def histograms(rng: np.random.Generator) -> Draw:
    """Return what draws eight histograms in two colours, and a line of text below each."""

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for k in range(8):
            left, floor = 130 + 170 * (k % 4), 60 + 66 * (k // 4)
            bars = [
                QRectF(left + 7.5 * i, floor - height, 6.5, height)
                for i, height in enumerate(rng.uniform(0, 36, BARS))
            ]
            for color, half in ((NEGATIVE, bars[: BARS // 2]), (POSITIVE, bars[BARS // 2 :])):
                painter.setBrush(color)
                painter.drawRects(half)
        painter.setPen(INK)
        painter.setFont(font(SMALL_PX))
        for k in range(8):
            painter.drawText(130 + 170 * (k % 4), 78 + 66 * (k // 4), "h₁,₁ 23 % saturated")

    return draw


def numbers(_rng: np.random.Generator) -> Draw:
    """Return what draws the numbers that tick in the run bar."""

    def draw(painter: QPainter) -> None:
        painter.setPen(INK)
        painter.setFont(font(BODY_PX))
        for k, text in enumerate(("224", "3,372", "0/10", "0.0008", "0.0078", "99.3 %")):
            painter.drawText(8 + 100 * k, 40, text)

    return draw


PARTS = (
    (network, QRect(296, 144, 1024, 684)),
    (plane, QRect(1320, 144, 600, 550)),
    (loss, QRect(1320, 710, 600, 350)),
    (histograms, QRect(296, 870, 1024, 190)),
    (numbers, QRect(816, 50, 600, 56)),
)


def frame_ms(app: QApplication, rounds: int, pause_s: float = 0.0) -> list[float]:
    """Return the processor time that a frame took the GUI's thread, of each round.

    After a pause, as there is between the window's own frames, it takes longer: the processor's
    caches hold something else by then.
    """
    rng = np.random.default_rng(1)
    window = QWidget()
    window.resize(WIDTH, HEIGHT)
    parts = [Part(window, place, make(rng)) for make, place in PARTS]
    window.show()
    for _ in range(WARM_UP):
        _draw(app, parts)
    found = []
    for _ in range(rounds):
        spent = 0.0
        for _ in range(FRAMES):
            if pause_s:
                Event().wait(pause_s)
            began = time.thread_time()
            _draw(app, parts)
            spent += time.thread_time() - began
        found.append(spent * 1000 / FRAMES)
    window.hide()
    window.deleteLater()
    return found


def _draw(app: QApplication, parts: list[Part]) -> None:
    for part in parts:
        part.update()
    app.processEvents()
