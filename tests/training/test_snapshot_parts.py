"""The table of what is measured: every row of it, for every kind of run."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from nnviz.data.generators import DATASETS
from nnviz.experiment import Experiment, with_dataset
from nnviz.run_state import Array
from nnviz.training import snapshot_parts
from nnviz.training.evaluation import Evaluation
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import ALWAYS, PARTS, Cost, Part

KEYS = frozenset(PARTS)


def arrays_in(value: Any) -> Iterator[Array]:
    """Go through all arrays of a part's value."""
    if isinstance(value, np.ndarray):
        yield value
    else:
        inner = value if isinstance(value, tuple) else getattr(value, "__dict__", {}).values()
        for part in inner:
            yield from arrays_in(part)


@pytest.fixture
def run() -> TrainingRun:
    return TrainingRun(Experiment())


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_part_can_be_measured_of_every_data_set(dataset: str) -> None:
    run = TrainingRun(with_dataset(Experiment(), dataset))
    run.advance(3)
    assert run.snapshot(KEYS).parts.keys() == KEYS


@pytest.mark.parametrize("key", PARTS)
def test_a_part_is_read_only(run: TrainingRun, key: str) -> None:
    for array in arrays_in(run.snapshot({key}).parts[key]):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.mark.parametrize("key", PARTS)
def test_a_part_stays_as_it_is_while_training_goes_on(run: TrainingRun, key: str) -> None:
    arrays = list(arrays_in(run.snapshot({key}).parts[key]))
    before = [array.copy() for array in arrays]
    run.advance(50)
    run.snapshot(KEYS)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("key", PARTS)
def test_measuring_a_part_does_not_depend_on_the_others(run: TrainingRun, key: str) -> None:
    run.advance(7)
    alone, together = run.snapshot({key}).parts[key], run.snapshot(KEYS).parts[key]
    for one, other in zip(arrays_in(alone), arrays_in(together), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_every_snapshot_has_are_rows() -> None:
    assert ALWAYS <= KEYS


def test_a_part_that_is_no_row_is_refused(run: TrainingRun) -> None:
    with pytest.raises(KeyError, match="colour"):
        run.snapshot({"colour"})


def test_parts_that_look_at_all_data_share_one_pass(
    run: TrainingRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[Evaluation] = []
    forward = Evaluation.forward

    def count(evaluation: Evaluation) -> None:
        passes.append(evaluation)
        forward(evaluation)

    monkeypatch.setattr(Evaluation, "forward", count)
    run.snapshot({"metrics", "values"})
    assert len(passes) == 1


def test_a_row_that_makes_something_changeable_is_told_what_to_make_instead(
    run: TrainingRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Part("sizes", lambda subject: list(subject.network.sizes), Cost.FRAME)
    monkeypatch.setattr(snapshot_parts, "PARTS", {**PARTS, "sizes": row})
    with pytest.raises(TypeError, match="a list can be changed: make it of arrays, tuples"):
        run.snapshot({"sizes"})


def test_a_new_part_is_one_row(run: TrainingRun, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Part("sizes", lambda subject: subject.network.sizes, Cost.FRAME)
    monkeypatch.setattr(snapshot_parts, "PARTS", {**PARTS, "sizes": row})
    assert run.snapshot({"sizes"}).parts["sizes"] == (2, 4, 3, 1)
