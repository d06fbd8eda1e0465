"""Stages of a layer, in their order. To add one, append a row to STAGES.

A stage is a class that is made from its place and its result, and has `given`, `forward` and
`backward`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from nnviz.catalog import catalog
from nnviz.engine.layers.activate import Activate
from nnviz.engine.layers.batch_norm import BatchNorm
from nnviz.engine.layers.dense import Affine
from nnviz.engine.layers.dropout import Dropout
from nnviz.engine.layers.maxout import Maxout
from nnviz.engine.layers.place import Place
from nnviz.engine.program import Flow, Program


class BoundStage(Protocol):
    """A stage bound to arrays: it reads what is given and writes the result it was made for."""

    given: Flow
    forward: Program
    backward: Program


@dataclass(frozen=True)
class Stage:
    """One thing that happens to the sums W·x, unless the layer's choices leave it out.

    `settings` names the fields of Dense that it reads.
    """

    key: str
    label: str
    formula: str
    settings: tuple[str, ...]
    used: Callable[[Place], bool]
    bind: Callable[[Place, Flow], BoundStage]


STAGES = catalog(
    Stage(
        "maxout",
        "Maxout",
        r"\max(w_1^T x + b_1, \ldots, w_k^T x + b_k)",
        ("pieces",),
        lambda place: place.layer.pieces > 1,
        Maxout,
    ),
    Stage(
        "batch_norm",
        "Batch normalisation",
        r"\gamma\, \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta",
        ("batch_norm",),
        lambda place: place.layer.batch_norm,
        BatchNorm,
    ),
    Stage(
        "activation",
        "Activation",
        r"h(z)",
        ("activation", "activation_settings"),
        lambda _place: True,
        Activate,
    ),
    Stage(
        "dropout",
        "Dropout",
        r"\frac{m\, a}{1 - p},\; P(m = 0) = p",
        ("dropout",),
        lambda place: place.training and place.layer.dropout > 0,
        Dropout,
    ),
)


class LayerPass:
    """One layer's stages, bound for one batch size.

    `place` is where it works, `given` is x with its last row, `sums` is W·x, `logits` what the
    activation is given, `stages` has what follows the sums, by key. The last stage writes `result`.
    """

    def __init__(self, place: Place, given: Flow, result: Flow, first: bool) -> None:
        """Bind to x with its last row, of shape (units_in + 1, size), and the layer's values."""
        self.place, self.given, self.result = place, given, result
        bound: dict[str, BoundStage] = {}
        for row in reversed(tuple(STAGES.values())):
            if row.used(place):
                bound[row.key] = row.bind(place, result)
                result = bound[row.key].given
        self.stages = dict(reversed(bound.items()))
        self.sums = result
        self.logits = self.stages["activation"].given.values
        weights, gradients = place.parameters.weights, place.gradients.weights
        self._affine = Affine(weights, gradients, given, self.sums, first)

    def forward(self) -> Program:
        """Return the calls from the layer's inputs to its values."""
        return [*self._affine.forward, *(step for s in self.stages.values() for step in s.forward)]

    def backward(self, from_logits: bool = False) -> Program:
        """Return the calls from ∂L/∂a, or with `from_logits` ∂L/∂z, to ∂L/∂W and ∂L/∂x."""
        stages = [
            row for key, row in self.stages.items() if not (from_logits and key == "activation")
        ]
        back = [step for stage in reversed(stages) for step in stage.backward]
        return [*back, *self._affine.backward]
