"""The worker: its body called directly, stopped from a message; then once as a thread."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.engine.ending import Ending
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_dataset
from nnviz.training import worker as worker_module
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import TrainingRun
from nnviz.training.worker import StepUnit, Stopped, Worker

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
WILD = replace(with_dataset(SMALL, "line"), learning_rate=1000.0)
TIMEOUT_S = 20.0


def worked(worker: Worker, until: Callable[[], bool] = lambda: True) -> None:
    """Run the worker's body in this thread until the condition holds between two messages."""

    def look() -> None:
        if until():
            worker.stop()
        else:
            worker.call(look)

    worker.call(look)
    worker.work()


def ended(worker: Worker) -> bool:
    return not worker.events.empty()


# The body, called directly


def test_messages_are_answered_in_order() -> None:
    worker = Worker(TrainingRun(SMALL))
    before = worker.parameter(0)
    worker.set_parameter(0, 5.0)
    after = worker.parameter(0)
    worker.restore_parameter(0, before)
    again = worker.parameter(0)
    worked(worker)
    assert after.result(0) == (5.0, 5.0)
    assert again.result(0) == before.result(0) != after.result(0)


def test_training_goes_on_until_it_is_finished() -> None:
    worker = Worker(TrainingRun(replace(SMALL, stopping=Stopping(epochs=30))))
    worker.train(7)
    worked(worker, lambda: ended(worker))
    stopped = worker.events.get()
    assert (stopped.ending, stopped.error) == (Ending("epochs", {"count": 30}), None)
    assert stopped.training == 7
    assert not worker.training
    assert worker.state().result(0)[1].epoch == 30


def test_a_finished_run_says_so_again_when_it_is_to_train() -> None:
    worker = Worker(TrainingRun(replace(SMALL, stopping=Stopping(epochs=1))))
    worker.train(1)
    worked(worker, lambda: ended(worker))
    worker.train(2)
    assert [worker.events.get().training for _ in range(2)] == [1, 2]


def test_pause_ends_training_between_two_steps() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.train()
    places: list[int] = []

    def iteration() -> int:
        return worker.state().result(0)[1].iteration

    def trained_and_paused() -> bool:
        if worker.training:
            worker.frame().add_done_callback(lambda frame: places.append(frame.result().iteration))
        if places and places[-1] > 0:
            worker.pause()
        return not worker.training

    worked(worker, trained_and_paused)
    assert iteration() >= places[-1] > 0
    assert worker.events.empty()


def test_divergence_ends_training() -> None:
    worker = Worker(TrainingRun(WILD))
    worker.train(3)
    worked(worker, lambda: ended(worker))
    stopped = worker.events.get()
    assert stopped.ending is not None
    assert (stopped.ending.kind, stopped.error, stopped.training) == ("diverged", None, 3)


def test_divergence_in_a_step_by_hand_is_its_answer() -> None:
    worker = Worker(TrainingRun(WILD))
    steps = [worker.step("batch") for _ in range(1000)]
    worked(worker)
    assert any(isinstance(step.exception(0), DivergenceError) for step in steps)
    assert worker.events.empty()


def test_an_unplanned_exception_ends_training_and_is_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = TrainingRun(SMALL)
    monkeypatch.setattr(run, "advance", lambda _steps: 1 // 0)
    worker = Worker(run)
    worker.train()
    worked(worker, lambda: ended(worker))
    stopped = worker.events.get()
    assert isinstance(stopped.error, ZeroDivisionError)
    assert stopped.ending is None


def test_an_exception_in_a_message_is_its_answer_and_harms_nothing_else() -> None:
    worker = Worker(TrainingRun(SMALL))
    failing, next_one = worker.set_parameter(10**6, 0.0), worker.parameter(0)
    worked(worker)
    assert isinstance(failing.exception(0), IndexError)
    assert next_one.exception(0) is None


@pytest.mark.parametrize(
    ("unit", "iteration", "sample"), [("sample", 0, 1), ("batch", 1, 0), ("epoch", 4, 0)]
)
def test_back_takes_back_a_step_of_each_unit(unit: Any, iteration: int, sample: int) -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step(unit)
    worker.frame()  # looking at it does not make it two steps
    worked(worker, lambda: not worker.training)
    there = worker.state()
    back, again = worker.back(), worker.state()
    nothing_left = worker.back()
    assert (there.result(0)[1].iteration, there.result(0)[1].sample) == (iteration, sample)
    assert (again.result(0)[1].iteration, again.result(0)[1].sample) == (0, 0)
    assert (back.result(0), nothing_left.result(0)) == (True, False)


def test_back_takes_back_an_epoch_step_as_one_though_it_was_looked_at() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("epoch")
    seen: list[int] = []

    def look() -> bool:
        worker.frame().add_done_callback(lambda frame: seen.append(frame.result().iteration))
        return not worker.training

    worked(worker, look)
    assert set(seen) & {1, 2, 3}
    assert worker.back().result(0)
    assert worker.state().result(0)[1].iteration == 0


def test_back_after_training_returns_to_where_it_was_seen_then_to_its_beginning() -> None:
    worker = Worker(TrainingRun(replace(SMALL, stopping=Stopping(epochs=50))))
    worker.train()
    seen: list[int] = []

    def look() -> bool:
        if worker.training and not seen:
            frame = worker.frame()
            frame.add_done_callback(lambda done: seen.append(done.result().iteration))
        return ended(worker)

    worked(worker, look)
    places = [worker.state().result(0)[1].iteration for _ in iter_backs(worker)]
    assert set(seen) <= {200, *places}
    assert places[-1] == 0


def iter_backs(worker: Worker) -> Iterator[None]:
    while worker.back().result(0):
        yield


def test_an_epoch_step_hears_a_stop() -> None:
    worker = Worker(TrainingRun(replace(SMALL, batch_size=1)))

    class Stops(TrainingRun):
        def advance(self, steps: int) -> None:
            super().advance(steps)
            worker.stop()

    worker.use(Stops(replace(SMALL, batch_size=1)))
    worker.step("epoch")
    state = worker.state()
    worker.work()
    assert state.result(0)[1].iteration < 15


def test_an_epoch_step_hears_a_pause() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("epoch")
    worker.pause()
    worked(worker)
    assert not worker.training
    assert worker.state().result(0)[1].iteration < 4
    assert worker.events.empty()


def test_an_epoch_step_ends_with_the_epoch_and_says_so_without_an_ending() -> None:
    worker = Worker(TrainingRun(replace(SMALL, stopping=Stopping(epochs=1))))
    worker.set_speed(0.001)  # which is that of training
    for number in (1, 2):  # by hand it goes on where training would not
        worker._quit.clear()  # noqa: SLF001
        worker.step("epoch", number)
        worked(worker, lambda: ended(worker))
        assert worker.events.get() == Stopped(training=number)
        assert worker.state().result(0)[1].epoch == number


def test_an_epoch_step_of_what_gradients_cannot_train_ends_and_says_why() -> None:
    worker = Worker(TrainingRun(replace(SMALL, hidden_layers=(LayerChoice(3, "step"),))))
    worker.step("epoch", 5)
    worked(worker, lambda: ended(worker))
    stopped = worker.events.get()
    assert stopped.ending is not None
    assert stopped.ending.kind == "no_slope"
    assert stopped.training == 5
    assert not worker.training


def test_replay_pauses_at_the_beginning() -> None:
    worker = Worker(TrainingRun(SMALL))
    start = worker.state()
    worker.step("batch")
    worker.train()
    worker.replay()
    state = worker.state()
    worked(worker)
    assert state.result(0)[1].iteration == 0
    np.testing.assert_array_equal(state.result(0)[1].parameters, start.result(0)[1].parameters)
    assert not worker.training


def test_a_state_can_be_put_back() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("batch")
    before = worker.state()
    worker.step("batch")
    worker.restore(before)
    after = worker.state()
    worked(worker)
    assert after.result(0)[1].iteration == 1
    np.testing.assert_array_equal(after.result(0)[1].parameters, before.result(0)[1].parameters)


def test_recovery_goes_back_past_what_is_worse_than_the_beginning() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("batch")  # after which Back leads to 1 and 0
    worker.step("batch")
    for index in range(10):
        worker.set_parameter(index, 50.0)
    worker.set_parameter(SMALL.parameter_count - 1, 1e3)
    worker.step("batch")
    worker.step("batch")
    worker.recover()
    state = worker.state()
    worked(worker)
    assert state.result(0)[1].iteration == 1
    assert abs(state.result(0)[1].parameters).max() < 5
    assert not worker.training


def test_recovery_without_such_a_moment_is_a_replay() -> None:
    worker = Worker(TrainingRun(SMALL))
    start = worker.state()
    worker.step("batch")
    worker.change(replace(SMALL, batch_size=5))
    worker.recover()
    state = worker.state()
    worked(worker)
    assert state.result(0)[1].iteration == 0
    np.testing.assert_array_equal(state.result(0)[1].parameters, start.result(0)[1].parameters)


def test_a_limited_speed_waits_and_then_takes_single_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock:
        now = 0.0

        def perf_counter(self) -> float:
            return self.now

    clock, waits = Clock(), []
    monkeypatch.setattr(worker_module, "time", clock)
    worker = Worker(TrainingRun(SMALL))

    def wait(seconds: float | None = None) -> bool:
        waits.append(seconds)
        clock.now += seconds or 0.0
        return False

    worker.set_speed(2.0)
    worker.train()
    monkeypatch.setattr(worker._wake, "wait", wait)  # noqa: SLF001
    worked(worker, lambda: clock.now >= 3)
    rate = worker.frame().result(0).steps_per_second
    assert worker.state().result(0)[1].iteration == 6  # at 0, 0.5 … 2.5 seconds
    assert waits == [0.5] * 6
    assert rate == pytest.approx(2.0, rel=0.5)


def test_messages_after_the_end_are_answered_at_once() -> None:
    worker = Worker(TrainingRun(SMALL))
    worked(worker)
    assert worker.state().result(0)[0] == SMALL


def test_stop_without_a_thread_answers_what_was_asked() -> None:
    worker = Worker(TrainingRun(SMALL))
    state = worker.state()
    assert worker.stop()
    assert state.result(0)[0] == SMALL


# As a thread


def test_as_a_thread_it_trains_answers_and_stops() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.start()
    worker.train()
    first = worker.frame(frozenset({"responses", "values"})).result(TIMEOUT_S)
    second = worker.frame().result(TIMEOUT_S)
    assert worker.training
    assert second.iteration >= first.iteration
    assert worker.stop(TIMEOUT_S)
    _experiment, state = worker.state().result(0)
    expected = TrainingRun(SMALL)
    expected.advance(state.iteration)
    np.testing.assert_array_equal(expected.network.parameters, state.parameters)


def test_a_stop_that_takes_too_long_says_so() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.start()
    may_go_on: Future[None] = Future()
    busy = worker.call(lambda: may_go_on.result(TIMEOUT_S))
    assert not worker.stop(timeout=0.0)
    may_go_on.set_result(None)
    busy.result(TIMEOUT_S)
    assert worker.stop(TIMEOUT_S)


@pytest.mark.parametrize("unit", ["sample", "batch"])
def test_a_step_ends_training(unit: StepUnit) -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.train()
    worker.step(unit)
    worked(worker, lambda: not worker.training)
    assert not worker.training
