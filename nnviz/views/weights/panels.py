"""What the weights view draws: a panel a layer, with the names of its rows and columns."""

from dataclasses import dataclass

import numpy as np

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import Edge, NeuronPlace
from nnviz.training.linear_chain import LinearChain
from nnviz.training.snapshot import Snapshot
from nnviz.training.weight_past import WeightPast
from nnviz.views.plotting.notation import layer_name, neuron_name, subscript
from nnviz.widgets.decimals import decimal_text, with_minus

MOST_NAMES = 64  # of rows or columns that are written at all
FACTORS = 3  # of a product that are written out


@dataclass(frozen=True, eq=False)
class Panel:
    """One matrix as it is drawn; the bias column, if there is one, is its last."""

    title: str
    shape: str
    note: str
    values: Array  # (rows, columns)
    has_bias: bool
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    layer: int | None = None  # None: a product, of which nothing can be edited
    offset: int = 0  # in the parameter vector
    stride: int = 0  # places from one row to the next
    units: int = 0
    moved: str = ""

    @property
    def form(self) -> object:
        """What decides how much room it takes and what its frame says."""
        names = (self.title, self.shape, self.note, self.row_names, self.column_names)
        return self.values.shape, self.has_bias, names, bool(self.moved)

    def edge(self, row: int, column: int) -> Edge | None:
        """Return the weight in a cell, None in a product."""
        if self.layer is None:
            return None
        piece, unit = divmod(row, self.units)
        return Edge(self.layer, unit, column, piece)

    def place(self, row: int, column: int) -> int:
        """Return a cell's place in the parameter vector."""
        return self.offset + row * self.stride + column

    def cell_of(self, edge: Edge) -> tuple[int, int]:
        """Return the row and the column of a weight of this layer."""
        return edge.piece * self.units + edge.unit, edge.source


def panels_of(snapshot: Snapshot, past: WeightPast | None) -> list[Panel]:
    """Return the panels of all layers after the inputs."""
    return [_panel(snapshot, past, layer) for layer in range(1, len(snapshot.sizes))]


def _panel(snapshot: Snapshot, past: WeightPast | None, layer: int) -> Panel:
    dense, network = snapshot.layers[layer - 1], snapshot.network
    weights = network.weights[layer - 1]
    rows, stride = weights.shape
    shown = weights if dense.bias else weights[:, :-1]
    return Panel(
        title=f"W{subscript(layer)}",
        shape=f"{rows} × {shown.shape[1]}",
        note=layer_name(snapshot, layer),
        values=shown,
        has_bias=dense.bias,
        row_names=_row_names(snapshot, layer, rows),
        column_names=_column_names(snapshot, layer, dense.bias),
        layer=layer,
        offset=network.offsets[layer - 1],
        stride=stride,
        units=dense.units,
        moved="" if past is None else decimal_text(float(past.moved[layer - 1]), 4),
    )


def _row_names(snapshot: Snapshot, layer: int, rows: int) -> tuple[str, ...]:
    if rows > MOST_NAMES:
        return ()
    units = snapshot.layers[layer - 1].units
    if layer == len(snapshot.sizes) - 1:
        return tuple(neuron_name(snapshot, NeuronPlace(layer, unit)) for unit in range(units))
    if rows == units:
        return tuple(str(unit + 1) for unit in range(units))
    return tuple(f"{row % units + 1}.{row // units + 1}" for row in range(rows))


def _column_names(snapshot: Snapshot, layer: int, bias: bool) -> tuple[str, ...]:
    count = snapshot.sizes[layer - 1]
    if count > MOST_NAMES:
        return ()
    units = range(count)
    names = (
        [neuron_name(snapshot, NeuronPlace(0, unit)) for unit in units]
        if layer == 1
        else [str(unit + 1) for unit in units]
    )
    return (*names, "b") if bias else tuple(names)


def product_panel(snapshot: Snapshot, chain: LinearChain) -> Panel:
    """Return the matrix that stands for the whole chain."""
    count, product = len(snapshot.layers), chain.product
    rows, columns = product.shape
    last = len(snapshot.sizes) - 1
    return Panel(
        title=f"= {product_name(count)}",
        shape=f"{rows} × {columns}",
        note=tr("product"),
        values=product,
        has_bias=True,
        row_names=_row_names(snapshot, last, rows),
        column_names=_column_names(snapshot, 1, bias=True),
    )


def product_name(count: int) -> str:
    """Return W₃W₂W₁; of many W₉…W₁."""
    names = [f"W{subscript(number)}" for number in range(count, 0, -1)]
    return "".join(names) if count <= FACTORS else f"{names[0]}…{names[-1]}"


def cell_text(value: float) -> str:
    """Return a weight with two decimals, of large ones fewer figures."""
    size = abs(value)
    if not np.isfinite(value):
        return "–"
    if size < 99.995:
        text = f"{value:.2f}"
        return with_minus("0.00" if text == "-0.00" else text)
    return with_minus(f"{value:.0f}" if size < 9999.5 else f"{value:.0e}".replace("e+0", "e"))
