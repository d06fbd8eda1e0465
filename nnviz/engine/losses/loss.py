"""Loss: what there is to know of one measure of how wrong a batch of predictions is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nnviz.engine.arrays import Array, Shape
from nnviz.engine.settings import Settings


@dataclass(frozen=True)
class LossSettings(Settings):
    """The settings of a loss that has none; the others add their numbers as fields."""


Gradient = Callable[[Array, Array, Array, Array], None]


@dataclass(frozen=True)
class LossForm:
    """One way to compute a loss L. Arrays have the shape (outputs, batch).

    `value(predictions, targets, settings)` returns L as a float. `bind(settings, shape)` returns
    gradient(predictions, targets, scale, out), which writes the derivative times `scale`, a 0-d
    array holding 1 / `divisor(outputs, batch)` of the loss. Predictions are the output's values a,
    and the derivative is ∂L/∂a. A form that is `from_logits` takes the output's sums z for its
    value, but for its gradient still the values a, and that is ∂L/∂z.
    """

    value: Callable[[Array, Array, Any], float]
    bind: Callable[[Any, Shape], Gradient]
    from_logits: bool = False


@dataclass(frozen=True)
class Loss:
    """One loss, and the outputs that fit it.

    With the output activation `fused_with` it is computed in its `fused` form, from the logits,
    so that no logit is too large; with all others from the output's values.
    """

    key: str
    label: str
    formula: str
    form: LossForm
    divisor: Callable[[int, int], int]
    output_activations: tuple[str, ...]  # the keys that fit
    settings: type[LossSettings] = LossSettings
    for_classes_only: bool = False
    fused_with: str = ""
    fused: LossForm | None = None

    def form_for(self, output_activation: str) -> LossForm:
        """Return the form used with an output activation."""
        if self.fused is not None and output_activation == self.fused_with:
            return self.fused
        return self.form


def over_elements(outputs: int, batch: int) -> int:
    """The divisor of a mean over outputs and examples."""
    return outputs * batch


def over_examples(_outputs: int, batch: int) -> int:
    """The divisor of a sum over outputs, averaged over examples."""
    return batch


def undivided(_outputs: int, _batch: int) -> int:
    """The divisor of a sum over outputs and examples."""
    return 1


def plain(gradient: Gradient) -> Callable[[LossSettings, Shape], Gradient]:
    """Return the `bind` of a gradient that needs neither settings nor room."""

    def bind(_settings: LossSettings, _shape: Shape) -> Gradient:
        return gradient

    return bind
