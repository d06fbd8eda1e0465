"""What is painted of a snapshot, one upon the other: edges, neurons, names, a sample's numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.arranged import Arranged
from nnviz.views.network.dash_motion import DashMotion
from nnviz.views.network.labels import Labels
from nnviz.views.network.layout import Layout
from nnviz.views.network.nodes import BiasNodes, NeuronPictures
from nnviz.views.network.sample_values import Plates, Walk, walk_of


class Drawing:
    """Takes over what changes from frame to frame, and paints it where it is arranged."""

    def __init__(self, theme: Theme):
        self._pictures, self._nodes = NeuronPictures(theme), BiasNodes(theme)
        self._labels, self._plates = Labels(theme), Plates(theme)
        self._motion = DashMotion(theme.factor)
        self.walk: Walk | None = None  # of the sample selected or, in a batch, looked at

    def take(self, snapshot: Snapshot, layout: Layout | None, moving: bool) -> None:
        """Make the neurons' pictures, and have the dashes go on if they are `moving`."""
        self._pictures.show(snapshot, layout)
        self._motion.go_on(moving)

    def follow(self, snapshot: Snapshot, sample: int | None) -> None:
        """Follow a training sample through the network, or none."""
        self.walk = None if sample is None else walk_of(snapshot, sample)

    def room(self, snapshot: Snapshot) -> tuple[float, float]:
        """Return the width needed for names, left of the inputs and right of the outputs."""
        return self._labels.room(snapshot)

    def paint(
        self,
        painter: QPainter,
        snapshot: Snapshot,
        arranged: Arranged,
        target: Part | None,
        prominent: Sequence[NeuronPlace],
        *,
        exact: bool,
        exposed: QRect,
    ) -> bool:
        """Paint all of it, or what moves if no more is exposed; say whether more is to be drawn.

        The target and the prominent neurons stand out; edges that are `exact` are true curves.
        """
        goes_on = self._paint_edges(painter, snapshot, arranged, exact)
        layout = arranged.layout
        if isinstance(target, Edge):
            value = float(snapshot.parameters[arranged.plan.index(target)])
            arranged.plan.paint_one(painter, target, value, self._motion.phase)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._nodes.paint(painter, layout, target.layer if isinstance(target, BiasNode) else None)
        for layer, column in enumerate(layout.columns):
            units = [place.unit for place in prominent if place.layer == layer]
            self._pictures.paint(painter, layer, column, units)
        if not arranged.moving.contains(exposed):
            self._labels.paint_names(painter, snapshot, layout)
        if self.walk is not None:
            self._plates.paint(painter, snapshot, self.walk, layout)
        return goes_on

    def _paint_edges(
        self, painter: QPainter, snapshot: Snapshot, arranged: Arranged, exact: bool
    ) -> bool:
        parameters, plan = snapshot.parameters, arranged.plan
        if exact:
            plan.paint_exactly(painter, parameters, self._motion.phase)
        elif arranged.cache is None:
            plan.paint(painter, parameters, self._motion.phase)
        else:
            return arranged.cache.paint(painter, parameters, snapshot.steps_per_second > 0)
        return False
