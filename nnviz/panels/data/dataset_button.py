"""DatasetButton: a data set as a small picture, drawn from points of its own generator."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnviz.data.form import DataForm
from nnviz.data.generators import Dataset
from nnviz.data.points import Points
from nnviz.language import tr, trn
from nnviz.theme import Theme, mixed
from nnviz.widgets.override_guard import guarded

PICTURE_SIZE, SMALL_PICTURE_SIZE = 34, 28
LEAST_SHARE = 0.75  # of a picture's width, in a narrow column
POINTS = 120
SURFACE_POINTS = 180
CURVE_POINTS = 60
CURVE_SHARE = 0.8  # of the height is what a curve spans
FEW, LARGER = 12, 2.2  # so few places have points larger by this
SEED = 3  # the pictures are always the same sample
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def description(row: Dataset) -> str:
    """Return the data set's name and what its answers are."""
    form = row.form
    if form.classes:
        answers = trn("{n} class", "{n} classes", form.classes)
    elif form.drawing == "curve":
        answers = tr("values over x₁")
    elif form.drawing != "plane":
        inputs = len(form.inputs)
        answers = tr("{targets} values, {inputs} inputs", targets=form.targets, inputs=inputs)
    else:
        answers = tr("values over x₁, x₂")
    return f"{tr(row.label)} · {answers}"


@guarded
class DatasetButton(QAbstractButton):
    """One picture to choose a data set by."""

    pointed = Signal(str)  # its key; "": no longer

    def __init__(self, theme: Theme, row: Dataset, parent: QWidget | None = None):
        super().__init__(parent)
        self.row = row
        self._theme, self._noise = theme, 0.0
        self._picture: QPixmap | None = None
        self._side = theme.pixels(PICTURE_SIZE)
        self._name_height = 0  # 0: the name is not written
        self.setFont(theme.font("small"))
        self.setCheckable(True)
        self.setAccessibleName(description(row))
        self.setToolTip(description(row))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_noise(self, noise: float) -> None:
        """Draw the points with this much noise."""
        if noise != self._noise:
            self._noise, self._picture = noise, None
            self.update()

    def show_at(self, side: int, width: int) -> None:
        """Draw the picture this high, with the name below it where `width` is not 0."""
        self._side = side
        self._name_height = self._wrapped(width).height() if width else 0
        self.updateGeometry()
        self.update()

    def widest_word(self) -> int:
        """Return the width from which on the name can be written in short lines."""
        words = tr(self.row.label).replace("-", "- ").split()
        return max(QFontMetrics(self.font()).horizontalAdvance(word) for word in words)

    def sizeHint(self) -> QSize:
        gap = self._theme.pixels(2) if self._name_height else 0
        return QSize(self._side, self._side + gap + self._name_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._side * LEAST_SHARE), self.sizeHint().height())

    def _wrapped(self, width: int) -> QRect:
        room = QRect(0, 0, width, self._side)
        return QFontMetrics(self.font()).boundingRect(room, WRAPPED, tr(self.row.label))

    def _picture_area(self) -> QRect:
        return QRect(0, 0, self.width(), self._side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # the grid moves to another picture
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self.row.key)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        side, ratio = min(self.width(), self._side), self.devicePixelRatioF()
        size = QSize(side, side) * ratio
        if self._picture is None or self._picture.size() != size:
            self._picture = self._drawn(side, ratio)
        painter.drawPixmap((self.width() - side) // 2, (self._side - side) // 2, self._picture)
        if self._name_height:
            self._paint_name(painter)
        painter.end()

    def _paint_name(self, painter: QPainter) -> None:
        theme = self._theme
        below = self.rect().adjusted(0, self.height() - self._name_height, 0, 0)
        painter.setPen(theme.color("text" if self.isChecked() else "muted"))
        painter.drawText(below, WRAPPED, tr(self.row.label))

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self._theme
        if self.isChecked():
            pen = theme.pen(theme.color("accent"), 2.0)
        else:
            pen = theme.pen(theme.color("border" if self.underMouse() else "hairline"))
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if self.hasFocus() else "surface"))
        frame = QRectF(self._picture_area()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.pixels(4), theme.pixels(4))

    def _drawn(self, side: int, ratio: float) -> QPixmap:
        """Return the picture as a square, which other widths of the button leave as it is."""
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        margin = self._theme.pixels(4) + self._side // 28
        area = QRectF(0, 0, side, side).adjusted(margin, margin, -margin, -margin)
        points = self.row.generate(self._count, self._noise, np.random.default_rng(SEED))
        if not self.row.form.spans:
            _paint_rows(painter, self._theme, area, points)
        else:
            _Dots(self._theme, self.row.form, area).paint(painter, points)
        painter.end()
        return pixmap

    @property
    def _count(self) -> int:
        """How many points the picture has."""
        form = self.row.form
        if not form.spans:
            return len(form.inputs)
        if form.classes:
            return POINTS
        return CURVE_POINTS if form.drawing == "curve" else SURFACE_POINTS


def _paint_rows(painter: QPainter, theme: Theme, area: QRectF, points: Points) -> None:
    """Draw every number of these few examples, an example a line."""
    inputs = len(points.x)
    side = min(area.width(), area.height()) / max(inputs, points.count)
    left = area.center().x() - side * inputs / 2
    top = area.center().y() - side * points.count / 2
    gap = min(1.0, side / 5)
    for line, example in enumerate(points.x.T):
        for column, value in enumerate(example):
            color = _value_color(theme, value >= 0, round(min(abs(float(value)), 1.0), 1))
            cell = QRectF(left + column * side, top + line * side, side - gap, side - gap)
            painter.fillRect(cell, mixed(color, theme.color("surface"), 0.25 + 0.75 * abs(value)))


class _Dots:
    """The points of one picture."""

    def __init__(self, theme: Theme, form: DataForm, area: QRectF):
        self._form, self._area = form, area
        self._radius = theme.factor * min(1.6, area.height() / theme.factor / 24)
        self._classes = theme.class_colors
        self._theme = theme

    def paint(self, painter: QPainter, points: Points) -> None:
        spans, area = self._form.spans, self._area
        # Not by np.unique: it brings in numpy.ma, which takes longer than all these pictures.
        if len(set(zip(*points.x.round(6).tolist(), strict=True))) <= FEW:
            self._radius *= LARGER
        side = min(area.width(), area.height())
        places = [
            (x - (low + high) / 2) * (side / (high - low))
            for x, (low, high) in zip(points.x, spans, strict=True)
        ]
        left = area.center().x() + places[0]
        if len(spans) == 2:
            top = area.center().y() - places[1]
        else:
            middle, span = (points.y.max() + points.y.min()) / 2, np.ptp(points.y)
            top = area.center().y() - (points.y - middle) * (CURVE_SHARE * area.height() / span)
        for at_x, at_y, answer in zip(left, top, points.y, strict=True):
            self._paint_dot(painter, QPointF(at_x, at_y), float(answer))

    def _paint_dot(self, painter: QPainter, at: QPointF, answer: float) -> None:
        radius = self._radius
        if not self._form.classes:
            painter.setBrush(_value_color(self._theme, answer >= 0, round(abs(answer) ** 0.5, 1)))
            painter.drawEllipse(at, radius, radius)
            return
        painter.setBrush(self._classes[int(answer)])
        if answer == 0:
            side = radius * 0.9
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
        elif answer == 1:
            painter.drawEllipse(at, radius, radius)
        else:
            painter.drawPolygon(_triangle(at, radius * 1.3))


@lru_cache(maxsize=64)
def _value_color(theme: Theme, positive: bool, strength: float) -> QColor:
    """Return a value's colour, with a grey for 0 that is seen on the surface."""
    full = theme.positive if positive else theme.negative
    return mixed(full, theme.color("border"), strength)


def _triangle(at: QPointF, radius: float) -> QPolygonF:
    corners = [(0.0, -1.0), (0.87, 0.5), (-0.87, 0.5)]
    return QPolygonF([at + QPointF(radius * x, radius * y) for x, y in corners])
