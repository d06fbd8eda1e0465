"""How the worker shares the time with whoever draws: it waits, and makes up for it."""

from dataclasses import replace

import pytest

from nnviz.experiment import DataChoice, Experiment
from nnviz.training import worker as worker_module
from nnviz.training.run import TrainingRun
from nnviz.training.worker import ARREARS_SECONDS, Worker

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
PATIENCE_S = 0.25


class Clock:
    """Takes the place of `time`; stands still until somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float | None] = []

    def perf_counter(self) -> float:
        return self.now

    def wait(self, seconds: float | None = None) -> bool:
        self.waits.append(seconds)
        self.now += seconds or 0.0
        return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(worker_module, "time", made)
    return made


@pytest.fixture
def worker(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Worker:
    made = Worker(TrainingRun(SMALL))
    monkeypatch.setattr(made._go_on, "wait", clock.wait)  # noqa: SLF001
    monkeypatch.setattr(made._wake, "wait", clock.wait)  # noqa: SLF001
    return made


def turn(worker: Worker, slices: int = 1) -> None:
    """Let the worker go on for so many slices of training, or waits for them."""

    def look(left: int) -> None:
        if left:
            worker.call(lambda: look(left - 1))
        else:
            worker.stop()

    worker._quit.clear()  # noqa: SLF001
    worker.call(lambda: look(slices))
    worker.work()


def test_training_waits_once_for_a_frame_to_be_drawn(worker: Worker, clock: Clock) -> None:
    worker.train()
    worker.frame(patience_s=PATIENCE_S)
    turn(worker, 3)
    assert clock.waits == [PATIENCE_S]


def test_training_waits_for_nobody_who_does_not_ask_for_it(worker: Worker, clock: Clock) -> None:
    worker.train()
    worker.frame()
    turn(worker, 3)
    assert clock.waits == []


def test_as_soon_as_the_frame_is_drawn_training_goes_on() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.start()
    worker.train()
    worker.frame(patience_s=3600.0).result(20)
    worker.go_on()
    before = worker.state().result(20)[1].iteration
    while worker.state().result(20)[1].iteration == before:
        pass
    assert worker.stop()


def test_the_end_waits_for_no_drawing() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.start()
    worker.train()
    worker.frame(patience_s=3600.0).result(20)
    assert worker.stop(20)


def test_steps_at_a_limited_speed_are_made_up_for(worker: Worker, clock: Clock) -> None:
    worker.set_speed(1000.0)
    worker.train()
    turn(worker)
    clock.now += 0.01
    turn(worker, 30)
    assert worker.state().result(0)[1].iteration == pytest.approx(1000 * (clock.now - 100.0), abs=1)


def test_what_a_long_sleep_has_left_out_is_not_made_up_for(worker: Worker, clock: Clock) -> None:
    worker.set_speed(1000.0)
    worker.train()
    turn(worker)
    clock.now += 3600.0
    turn(worker, 100)
    steps = 1000 * (clock.now - 3700.0 + ARREARS_SECONDS)
    assert worker.state().result(0)[1].iteration == pytest.approx(steps, abs=2)


@pytest.mark.parametrize(
    ("speed", "behind_s", "busy"),
    [(None, 0.0, True), (1000.0, 0.0, False), (1000.0, ARREARS_SECONDS, True)],
)
def test_it_is_busy_unless_a_limit_leaves_it_time(
    worker: Worker, clock: Clock, speed: float | None, behind_s: float, busy: bool
) -> None:
    assert not worker.busy
    worker.set_speed(speed)
    worker.train()
    turn(worker)
    clock.now += behind_s
    assert worker.busy is busy
