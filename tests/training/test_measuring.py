"""How often the parts of a frame are measured, by a clock that only measuring moves."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import Experiment, LayerChoice
from nnviz.run_state import Array
from nnviz.training import measuring, snapshot_parts
from nnviz.training.measuring import PACED_SHARE, Measuring
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS, Cost, Part, Subject

NEEDS = {"cheap", "dear"}
DEAR_SECONDS = 0.1


class Clock:
    """Moves when something dear is measured, and when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock, and two more rows of PARTS that give the weights and cost nothing or much of it."""
    made = Clock()

    def weights(subject: Subject) -> Array:
        return subject.network.parameters.copy()

    def dear_weights(subject: Subject) -> Array:
        made.seconds += DEAR_SECONDS
        return weights(subject)

    rows = {
        **PARTS,
        "cheap": Part("cheap", weights, Cost.FRAME),
        "dear": Part("dear", dear_weights, Cost.PACED),
    }
    for module in (snapshot_parts, measuring):
        monkeypatch.setattr(module, "PARTS", rows)
    return made


@pytest.fixture
def run() -> TrainingRun:
    return TrainingRun(Experiment())


def is_current(snapshot: Snapshot, key: str) -> bool:
    """Say whether a part is of the snapshot's moment, by its numbers and by what is said of it."""
    same = np.array_equal(snapshot.parts[key], snapshot.parameters)
    assert same == (snapshot.moment_of(key) == snapshot.moment)
    return same


def test_what_is_dear_is_kept_until_its_share_of_the_time_allows_it(
    clock: Clock, run: TrainingRun
) -> None:
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.paced)
    measured_at = clock.seconds
    for _ in range(1000):
        run.advance(1)
        if is_current(run.snapshot(NEEDS, kept.paced), "dear"):
            break
        clock.seconds += 0.01
    period = clock.seconds - measured_at
    assert period == pytest.approx(DEAR_SECONDS / PACED_SHARE, abs=0.011)


def test_what_is_cheap_is_of_every_frame(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    for _ in range(3):
        run.advance(1)
        assert is_current(run.snapshot(NEEDS, kept.paced), "cheap")


def test_a_part_that_is_kept_says_of_which_moment_it_is(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.advance(20)
    first = run.snapshot(NEEDS, kept.paced)
    run.advance(20)
    second = run.snapshot(NEEDS, kept.paced)
    assert second.parts["dear"] is first.parts["dear"]
    assert second.moment_of("dear") == first.moment
    assert (first.moment.iteration, second.moment.iteration) == (20, 40)
    assert second.moment.epochs == pytest.approx(40 / 15)


def test_at_rest_all_is_of_the_moment(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.paced)
    run.advance(1)
    assert not is_current(run.snapshot(NEEDS, kept.paced), "dear")
    assert is_current(run.snapshot(NEEDS, kept.exact), "dear")


def test_at_rest_nothing_dear_is_measured_twice(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.exact)
    before = clock.seconds
    run.snapshot(NEEDS, kept.exact)
    assert (clock.seconds, kept.paced_seconds) == (before, 0.0)


def test_what_the_frame_before_lacked_is_measured_at_once(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot({"responses"}, kept.paced)
    assert is_current(run.snapshot(NEEDS, kept.paced), "dear")


def test_a_part_nobody_asked_for_meanwhile_is_not_kept(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.paced)
    run.advance(1)
    run.snapshot({"cheap"}, kept.paced)
    assert is_current(run.snapshot(NEEDS, kept.paced), "dear")


def set_a_weight(run: TrainingRun) -> TrainingRun:
    run.set_parameter(0, 2.5)
    return run


def go_back(run: TrainingRun) -> TrainingRun:
    state = run.state()
    run.advance(1)
    run.restore(replace(state, parameters=state.parameters + 1))
    return run


CHANGES: dict[str, Callable[[TrainingRun], TrainingRun]] = {
    "a weight set": set_a_weight,
    "a state put back": go_back,
    "another loss": lambda run: run.changed_to(replace(run.experiment, l2=0.1)),
    "more neurons": lambda run: run.changed_to(
        replace(run.experiment, hidden_layers=(LayerChoice(5),))
    ),
    "replay": lambda run: run.replayed(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_nothing_is_kept(
    clock: Clock, run: TrainingRun, change: Callable[[TrainingRun], TrainingRun]
) -> None:
    run.advance(5)
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.paced)
    run = change(run)
    snapshot = run.snapshot(NEEDS, kept.paced)
    assert is_current(snapshot, "dear")
    assert snapshot.measured_at == {}


def test_all_that_is_paced_is_measured_together(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot({"dear", "responses"}, kept.paced)
    for _ in range(100):
        run.advance(1)
        clock.seconds += 0.05
        snapshot = run.snapshot({"dear", "responses"}, kept.paced)
        assert snapshot.moment_of("dear") == snapshot.moment_of("responses")


def test_the_time_that_paced_parts_took_is_told(clock: Clock, run: TrainingRun) -> None:
    kept = Measuring(clock)
    run.snapshot(NEEDS, kept.paced)
    assert kept.paced_seconds == pytest.approx(DEAR_SECONDS)
    run.advance(1)
    run.snapshot(NEEDS, kept.paced)
    assert kept.paced_seconds == 0.0
