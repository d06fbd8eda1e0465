"""The data's points in a plot: class by colour and shape, test data by a hole in it."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF

from nnviz.data.points import Points
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.prepare import Prepared
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.colors import Colormap, Limits
from nnviz.views.plotting.plot import line_pen
from nnviz.views.plotting.plot_items import scatter_item

POINTS_ACROSS, SMALLEST, LARGEST = 42, 5.5, 11  # how large points are
PROJECTED_ACROSS = 32  # fewer across, that shapes and holes can be told from the last row
MANY = 800  # points from which on they are drawn smaller
FEW = 12  # places, as the corners of XOR, up to which points are drawn larger
VALUE_STEPS = 32  # colours of a regression's points
VALUE_KIND = 1  # whose shape those have: a circle, for a square would be class 0
FOLLOWED = 12.0  # batches a second at the most are lit one by one
RIM, THINNEST_RIM = 0.11, 1.0  # of a point's size; in pixels
HOLE = 0.16  # of a point's size

# Fitting in the unit square around 0, one per class; a regression has the first only.
TRAIN_CORNERS = (4, 0, 3, 5, 6)  # 0: a circle


def train_marker(number: int) -> QPainterPath:
    """Return the shape of a class's training points."""
    corners = TRAIN_CORNERS[number % len(TRAIN_CORNERS)]
    path = QPainterPath()
    if corners == 0:
        path.addEllipse(QPointF(0, 0), 0.5, 0.5)
        return path
    if corners == 4:
        path.addRect(-0.45, -0.45, 0.9, 0.9)
        return path
    angles = np.arange(corners) * 2 * np.pi / corners
    path.addPolygon(_polygon([(0.58 * np.sin(a), -0.58 * np.cos(a)) for a in angles]))
    path.closeSubpath()
    return path


def test_marker(number: int) -> QPainterPath:
    """Return the shape of a class's test points: that of its training points with a hole."""
    path = train_marker(number)
    path.addEllipse(QPointF(0, 0), HOLE, HOLE)
    return path


def _polygon(corners: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


class PointsLayer:
    """All points of the data in one plot, with the current batch and sample marked."""

    def __init__(self, theme: Theme, plot: pg.PlotWidget):
        self._theme = theme
        self._data: Prepared | None = None
        self._marked: tuple[object, ...] = ()
        self._enlarged = 1.0
        self._size = theme.pixels(LARGEST)
        self.train, self.test, self.batch, self.sample = (scatter_item() for _ in range(4))
        for height, item in enumerate((self.batch, self.train, self.test, self.sample)):
            item.setZValue(20 + height)
            plot.getPlotItem().addItem(item, ignoreBounds=True)
        self.batch.setBrush(None)
        self.sample.setBrush(None)

    def show_data(self, data: Prepared, colors: Colormap, limits: Limits) -> None:
        """Draw these data's points, unless they are there already."""
        if data is self._data:
            return
        self._data, self._marked = data, ()
        self._enlarged = enlargement(data)
        self._fill(self.train, data.train, train_marker, colors, limits)
        self._fill(self.test, data.test, test_marker, colors, limits)

    def _fill(
        self,
        item: pg.ScatterPlotItem,
        points: Points,
        marker: Callable[[int], QPainterPath],
        colors: Colormap,
        limits: Limits,
    ) -> None:
        assert self._data is not None
        if self._data.classes:
            kinds = points.y.astype(int)
            brushes = [QBrush(color) for color in self._theme.class_colors]
            markers = [marker(number) for number in range(int(kinds.max(initial=0)) + 1)]
            symbols = [markers[kind] for kind in kinds]
            fills = [brushes[kind % len(brushes)] for kind in kinds]
        else:
            low, high = limits
            shares = np.clip((points.y - low) / ((high - low) or 1.0), 0, 1)
            steps = np.round(shares * (VALUE_STEPS - 1)).astype(int)
            values = np.linspace(low, high, VALUE_STEPS)
            brushes = [QBrush(colors.color(value, limits)) for value in values]
            symbols = [marker(VALUE_KIND)] * points.count
            fills = [brushes[step] for step in steps]
        item.setData(
            *positions(points, self._data),
            symbol=symbols,
            brush=fills,
            pen=self._rim(),
            size=self._size,
        )

    def fit(self, side: int) -> None:
        """Make the points smaller in a small plot, which is this many pixels high or wide."""
        if self._data is None:
            return
        across = PROJECTED_ACROSS if self._theme.projected else POINTS_ACROSS
        size = min(max(side / self._theme.factor / across, SMALLEST), LARGEST)
        pixels = self._theme.pixels(size * self._enlarged)
        if pixels != self._size:
            self._size = pixels
            for item in (self.train, self.test):
                item.setSize(pixels)
                item.setPen(self._rim())

    def _rim(self) -> QPen:
        """Return what lets points stand out from a region of their own colour."""
        pen = QPen(self._theme.color("rim"), max(RIM * self._size, THINNEST_RIM))
        pen.setCosmetic(True)
        return pen

    def show_test(self, visible: bool) -> None:
        self.test.setVisible(visible)

    def mark(self, snapshot: Snapshot, sample: int | None) -> None:
        """Ring this training sample and, more thinly, the batch that a step looks at.

        Where batches follow each other too fast for the eye none is ringed.
        """
        lit = snapshot.sample > 0 or 0 < snapshot.steps_per_second <= FOLLOWED
        wanted = (id(snapshot.data), snapshot.iteration, snapshot.sample, sample, lit)
        if wanted == self._marked:
            return
        self._marked = wanted
        text = self._theme.color("text")
        batch = snapshot.batch[: snapshot.batch.size if lit else 0]
        self._ring(self.batch, snapshot.data, batch, 18, 2.0, text)
        self._ring(self.sample, snapshot.data, [] if sample is None else [sample], 24, 3.0, text)

    def _ring(
        self,
        item: pg.ScatterPlotItem,
        data: Prepared,
        columns: ArrayLike,
        size: float,
        width: float,
        color: QColor,
    ) -> None:
        """Draw a ring around the points in these columns of the training data."""
        chosen = np.asarray(columns, dtype=np.int64)
        item.setVisible(chosen.size > 0)
        if not chosen.size:
            return
        x, y = positions(data.train, data)
        pen = line_pen(self._theme, color, width)
        pixels = self._theme.pixels(size * max(1.0, self._enlarged))
        item.setData(x[chosen], y[chosen], symbol="o", pen=pen, brush=None, size=pixels)


def enlargement(data: Prepared) -> float:
    """Return by how much the points are larger or smaller than usual."""
    if data.train.count + data.test.count > MANY:
        return 0.7
    places = np.hstack([np.array(positions(part, data)) for part in (data.train, data.test)])
    return 1.6 if np.unique(places, axis=1).shape[1] <= FEW else 1.0


def positions(points: Points, data: Prepared) -> tuple[Array, Array]:
    """Return where points are in the plot: at both inputs, or at the one and the target."""
    if len(points.x) > 1:
        return points.x[0], points.x[1]
    targets = data.train_targets if points is data.train else data.test_targets
    return points.x[0], targets[0]
