"""What a change binds anew, and what it leaves as it is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment, Stopping
from nnviz.kept import kept
from nnviz.training.bindings import Bindings
from nnviz.training.prepare import build_network, prepare

BEFORE = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)


def bound() -> Bindings:
    data = prepare(BEFORE)
    return Bindings(BEFORE, build_network(BEFORE, data), data, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        ({"learning_rate": 0.5}, set()),
        ({"schedule": "exponential"}, set()),
        ({"stopping": Stopping(epochs=3)}, set()),
        ({"l2": 0.1}, {"method", "steps"}),
        ({"clip_norm": 1.0}, {"method", "steps"}),
        ({"loss": "mse"}, {"method", "steps"}),
        ({"batch_size": 5}, {"batches", "passes", "steps"}),
    ],
)
def test_only_what_is_another_is_bound_anew(change: dict[str, Any], anew: set[str]) -> None:
    bindings, after = bound(), replace(BEFORE, **change)

    def parts() -> dict[str, object]:
        batches = bindings.batches
        return {
            "evaluation": bindings.evaluation,
            "method": bindings.method,
            "batches": batches,
            "passes": batches.passes[0],
            "steps": batches.steps,
        }

    before = parts()
    bindings.use(after, kept(BEFORE, after))
    assert {name for name, part in parts().items() if part is not before[name]} == anew
