"""A layout and what follows from it, each made when it is first asked for."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor

from nnviz.engine.network import Network
from nnviz.theme import Theme
from nnviz.views.network.anchors import Anchors
from nnviz.views.network.edge_cache import TOO_MANY, EdgeCache
from nnviz.views.network.edge_dashes import LinePool
from nnviz.views.network.edges import EdgePlan
from nnviz.views.network.layout import Frame, Layout, arrange

BORDERS = 6.0  # pixels of the design around the neurons that their borders may reach


class Arranged:
    """Where everything is: a window that changes its size asks for many, and draws few of them."""

    def __init__(
        self,
        network: Network,
        frame: Frame,
        theme: Theme,
        ground: QColor,
        pool: LinePool,
        firsts: Mapping[int, int] = MappingProxyType({}),
    ):
        biased = [layer.bias for layer in network.layers]
        self.frame = frame
        self.layout: Layout = arrange(network.sizes, biased, frame, firsts)
        self._network, self._theme = network, theme
        self._ground, self._pool = ground, pool

    @cached_property
    def plan(self) -> EdgePlan:
        return EdgePlan(self.layout, self._network, self._theme, self._pool)

    @cached_property
    def anchors(self) -> Anchors:
        return Anchors(self.layout, self.plan, self._theme.factor)

    @cached_property
    def moving(self) -> QRect:
        """What is drawn anew for every frame: all but the headers and the names beside."""
        columns, radius = self.layout.columns, self.layout.bias_radius
        first, last = columns[0], columns[-1]
        neurons = [rect for column in columns for rect in column.neurons]
        nodes = [column.bias.y() + radius for column in columns if column.bias is not None]
        bottom = max([rect.bottom() for rect in neurons] + nodes)
        top = min(rect.top() for rect in neurons)
        corners = QPointF(first.neurons[0].left(), top), QPointF(last.neurons[0].right(), bottom)
        room = BORDERS * self._theme.line_factor
        return QRectF(*corners).adjusted(-room, -room, room, room).toAlignedRect()

    @cached_property
    def cache(self) -> EdgeCache | None:
        """Pictures of the edges, where there are too many to draw them for every frame."""
        many = len(self.plan.indices) > TOO_MANY
        return EdgeCache(self.plan, self.layout, self.frame.height, self._ground) if many else None
