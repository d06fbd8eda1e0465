"""Where a run stands, as tensors and JSON values and back, and the check that they fit together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.data.split import train_count
from nnviz.engine.methods import METHODS
from nnviz.experiment import Experiment
from nnviz.files.json_values import MAX_WHOLE, JsonError, JsonObject
from nnviz.language import tr
from nnviz.run_state import HISTORY_CAPACITY, HISTORY_COLUMNS, RunState

OPTIMIZER_PREFIX = "optimizer."
GENERATOR = "PCG64"  # the bit generator of numpy.random.default_rng
# What methods remember that is a count or an average of squares.
NEVER_NEGATIVE = frozenset({"steps", "right", "squares", "second"})
COUNTERS = ("iteration", "epoch", "position", "sample", "best_epoch", "history_interval")

Tensors = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class TensorForm:
    """What a tensor must be like; None in a shape stands for 1 to HISTORY_CAPACITY."""

    dtype: str  # in safetensors' words
    shape: tuple[int | None, ...]

    def allows(self, dtype: object, shape: object) -> bool:
        """Say whether a tensor of this type and shape is meant."""
        if dtype != self.dtype or not isinstance(shape, list) or len(shape) != len(self.shape):
            return False
        return all(map(_is_size, shape, self.shape))


def _is_size(size: object, wanted: int | None) -> bool:
    if wanted is None:
        return isinstance(size, int) and 1 <= size <= HISTORY_CAPACITY
    return size == wanted


def tensor_forms(experiment: Experiment) -> dict[str, TensorForm]:
    """Return the tensors that a run of this experiment is saved as."""
    vector = TensorForm("F64", (experiment.vector_size,))
    examples = train_count(experiment.data.samples, experiment.data.train_share)
    forms = {
        "parameters": vector,
        "initial": vector,
        "order": TensorForm("I64", (examples,)),
        "history": TensorForm("F64", (None, len(HISTORY_COLUMNS))),
    }
    state = METHODS[experiment.optimizer].new_state(experiment.vector_size)
    if experiment.statistics_size:
        forms["statistics"] = TensorForm("F64", (experiment.statistics_size,))
    return forms | {
        OPTIMIZER_PREFIX + name: TensorForm("F64", array.shape) for name, array in state.items()
    }


def tensors_of(state: RunState) -> dict[str, NDArray[Any]]:
    """Return the arrays of a state by the names they have in a file."""
    arrays: dict[str, NDArray[Any]] = {
        "parameters": state.parameters,
        "initial": state.initial,
        "order": state.order,
        "history": state.history,
    }
    if state.statistics.size:
        arrays["statistics"] = state.statistics
    return arrays | {OPTIMIZER_PREFIX + name: array for name, array in state.optimizer.items()}


def values_of(state: RunState) -> dict[str, object]:
    """Return what is no array, as JSON values; null stands for no best test loss yet."""
    best = state.best_test_loss
    return {
        **{name: getattr(state, name) for name in COUNTERS},
        "best_test_loss": best if np.isfinite(best) else None,
        "generator": dict(state.generator),
    }


def state_of(tensors: Tensors, values: JsonObject) -> RunState:
    """Return the state that the tensors and values make. JsonError: a value is none of a state."""
    values.expect_keys((*COUNTERS, "best_test_loss", "generator"))
    counters = {name: values.whole(name, 0) for name in COUNTERS}
    best = values.number_or_none("best_test_loss")
    return RunState(
        parameters=tensors["parameters"],
        initial=tensors["initial"],
        statistics=tensors.get("statistics", np.empty(0)),
        optimizer={
            name.removeprefix(OPTIMIZER_PREFIX): array
            for name, array in tensors.items()
            if name.startswith(OPTIMIZER_PREFIX)
        },
        order=tensors["order"],
        generator=_generator(values.member("generator")),
        best_test_loss=float("inf") if best is None else best,
        history=tensors["history"],
        **counters,
    )


def _generator(given: JsonObject) -> dict[str, object]:
    given.expect_keys(("bit_generator", "state", "has_uint32", "uinteger"))
    numbers = given.member("state")
    numbers.expect_keys(("state", "inc"))
    if given.text("bit_generator") != GENERATOR:
        raise JsonError(tr("Its random numbers come from a generator not known in this version."))
    increment = numbers.whole("inc", 1, 2**128 - 1)
    if increment % 2 == 0:  # the generator's period would be cut short
        raise JsonError(tr("The state of its random numbers is impossible."))
    return {
        "bit_generator": GENERATOR,
        "state": {"state": numbers.whole("state", 0, 2**128 - 1), "inc": increment},
        "has_uint32": given.whole("has_uint32", 0, 1),
        "uinteger": given.whole("uinteger", 0, 2**32 - 1),
    }


def check_fits(experiment: Experiment, state: RunState) -> None:
    """Raise JsonError with a sentence if this cannot be a state of the experiment's run."""
    checks = (
        (_has_forms, tr("Its numbers are not those of its network and data.")),
        (_is_finite, tr("A number in it is not finite.")),
        (_has_possible_counters, tr("Its counters contradict each other.")),
        (_has_possible_order, tr("The order of its training samples is impossible.")),
        (_has_possible_memory, tr("What its optimizer remembers is impossible.")),
        (_has_possible_statistics, tr("Its running statistics are impossible.")),
        (_has_possible_history, tr("Its history is impossible.")),
    )
    for holds, sentence in checks:
        if not holds(experiment, state):
            raise JsonError(sentence)


def _has_forms(experiment: Experiment, state: RunState) -> bool:
    forms, tensors = tensor_forms(experiment), tensors_of(state)
    names = {"float64": "F64", "int64": "I64"}
    return forms.keys() == tensors.keys() and all(
        form.allows(names.get(tensors[name].dtype.name), list(tensors[name].shape))
        for name, form in forms.items()
    )


def _is_finite(_experiment: Experiment, state: RunState) -> bool:
    return all(np.isfinite(array).all() for array in tensors_of(state).values())


def _has_possible_counters(experiment: Experiment, state: RunState) -> bool:
    examples = len(state.order)
    size = min(experiment.used_batch_size or examples, examples)
    left = examples - state.position * size  # in this epoch
    return (
        state.position >= 0
        and 0 <= state.sample < min(size, left)
        and 0 <= state.best_epoch <= state.epoch <= state.iteration <= MAX_WHOLE
        and state.best_test_loss > float("-inf")
        and 1 <= state.history_interval <= MAX_WHOLE
    )


def _has_possible_order(_experiment: Experiment, state: RunState) -> bool:
    return bool(np.array_equal(np.sort(state.order), np.arange(len(state.order))))


def _has_possible_memory(_experiment: Experiment, state: RunState) -> bool:
    remembered = (state.optimizer[name] for name in NEVER_NEGATIVE & state.optimizer.keys())
    return all(bool((numbers >= 0).all()) for numbers in remembered)


def _has_possible_statistics(experiment: Experiment, state: RunState) -> bool:
    """Check that no variance is negative."""
    starts = np.cumsum([0, *(layer.remembered for layer in experiment.layers)])
    parts = np.split(state.statistics, starts[1:-1])
    variances = [
        layer.statistics(part).variance
        for layer, part in zip(experiment.layers, parts, strict=True)
    ]
    return all(bool((variance >= 0).all()) for variance in variances)


def _has_possible_history(_experiment: Experiment, state: RunState) -> bool:
    """Check that whole iterations and epochs rise from 0 or more to where the run stands."""
    counters = state.history[:, :2]
    return bool(
        (counters == np.floor(counters)).all()
        and (counters[0] >= 0).all()
        and (np.diff(counters, axis=0) > 0).all()
        and (counters[-1] <= (state.iteration, state.epoch)).all()
    )
