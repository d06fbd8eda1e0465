"""What frames carry while the worker trains, and when it rests."""

import itertools
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest

from nnviz.experiment import DataChoice, Experiment
from nnviz.training import measuring
from nnviz.training import worker as worker_module
from nnviz.training.measuring import Measuring
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.worker import Worker

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
NEEDS = frozenset({"responses", "values"})


def look_on(worker: Worker, times: int, then: Callable[[Worker], object]) -> list[Snapshot]:
    """Train, ask for frames, each after some steps more, and for a last one after that."""
    frames: list[Future[Snapshot]] = []

    def look() -> None:
        if len(frames) < times:
            frames.append(worker.frame(NEEDS))
            worker.call(look)
        else:
            then(worker)
            frames.append(worker.frame(NEEDS))
            worker.call(worker.stop)

    worker.train()
    worker.call(look)
    worker.work()
    return [frame.result(0) for frame in frames]


@pytest.fixture
def unaffordable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let paced parts be measured once and then hardly ever again."""
    monkeypatch.setattr(measuring, "PACED_SHARE", 1e-9)


@pytest.mark.usefixtures("unaffordable")
def test_while_training_what_costs_much_may_be_older() -> None:
    first, second, *_ = look_on(Worker(TrainingRun(SMALL)), 3, Worker.pause)
    assert first.measured_at == {}
    assert second.iteration > first.iteration
    assert second.measured_at.keys() == NEEDS | {"metrics"}
    assert second.moment_of("responses") == first.moment


@pytest.mark.usefixtures("unaffordable")
def test_a_change_while_training_is_seen_in_the_next_frame() -> None:
    *_, last = look_on(Worker(TrainingRun(SMALL)), 3, lambda worker: worker.set_parameter(0, 2.5))
    assert last.measured_at == {}


@pytest.mark.usefixtures("unaffordable")
@pytest.mark.parametrize("stop", [Worker.pause, Worker.replay, Worker.back])
def test_at_rest_everything_is_of_the_moment(stop: Callable[[Worker], object]) -> None:
    *_, last = look_on(Worker(TrainingRun(SMALL)), 3, stop)
    assert last.parts.keys() == NEEDS | {"metrics", "warning"}
    assert last.measured_at == {}


def test_what_a_frame_took_is_told_without_what_has_its_own_pace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hours = itertools.count(0.0, 3600.0)
    monkeypatch.setattr(worker_module, "Measuring", lambda: Measuring(lambda: next(hours)))
    worker = Worker(TrainingRun(SMALL))
    made = worker.frame(NEEDS)
    worker.stop()
    assert made.result(0).seconds == pytest.approx(-3 * 3600, abs=60)  # an hour each by that clock
