"""Jobs in Qt's thread: what comes of them arrives there, or never."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from nnviz.jobs import Jobs, Lane
from nnviz.work import Work


class Gate:
    """Work that waits between two shares until it is let through."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def work(self, result: object) -> Work[object]:
        yield 0.25
        self.reached.set()
        self.open.wait()
        yield 0.75
        return result


def short(result: object) -> Work[object]:
    yield 0.5
    return result


def failing(error: Exception) -> Work[None]:
    yield 0.5
    raise error


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:  # noqa: ARG001
    made = Jobs()
    yield made
    assert made.close()


@pytest.fixture
def lane(jobs: Jobs) -> Lane:
    return jobs.lane(planned=(ValueError,))


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()


def test_a_result_arrives(qtbot: QtBot, lane: Lane) -> None:
    with qtbot.waitSignals([lane.finished, lane.ended]):
        lane.start(short("a result"))
        assert lane.busy
    assert not lane.busy


def test_results_arrive_in_the_thread_of_qt(qtbot: QtBot, lane: Lane) -> None:
    threads: list[threading.Thread] = []
    lane.finished.connect(lambda _result: threads.append(threading.current_thread()))
    with qtbot.waitSignal(lane.ended):
        lane.start(short(None))
    assert threads == [threading.main_thread()]


def test_progress_is_told(qtbot: QtBot, lane: Lane, gate: Gate) -> None:
    lane.start(gate.work(None))
    gate.reached.wait()
    with qtbot.waitSignal(lane.progressed, check_params_cb=lambda now: now.share == 0.25):
        pass
    with qtbot.waitSignal(lane.ended):
        gate.open.set()


def test_a_planned_error_is_refused(qtbot: QtBot, lane: Lane) -> None:
    with qtbot.assertNotEmitted(lane.failed), qtbot.waitSignal(lane.refused) as refused:
        lane.start(failing(ValueError("No.")))
    assert refused.args is not None
    assert str(refused.args[0]) == "No."


def test_what_nobody_planned_for_is_heard_of_all_lanes(
    qtbot: QtBot, jobs: Jobs, lane: Lane
) -> None:
    with qtbot.assertNotEmitted(lane.refused), qtbot.waitSignal(jobs.failed) as failed:
        lane.start(failing(LookupError("lost")))
    assert failed.args is not None
    assert isinstance(failed.args[0], LookupError)


def test_a_newer_one_takes_the_older_one_s_place(qtbot: QtBot, lane: Lane, gate: Gate) -> None:
    results: list[object] = []
    lane.finished.connect(results.append)
    lane.start(gate.work("old"))
    gate.reached.wait()
    with qtbot.waitSignal(lane.ended):
        lane.start(short("new"))
    gate.open.set()
    with qtbot.assertNotEmitted(lane.finished, wait=50):
        assert lane.wait(5.0)
    assert results == ["new"]


def test_nothing_is_heard_of_what_was_cancelled(qtbot: QtBot, lane: Lane, gate: Gate) -> None:
    lane.start(gate.work("old"))
    gate.reached.wait()
    with qtbot.waitSignal(lane.ended):
        lane.cancel()
    assert not lane.busy
    gate.open.set()
    for signal in (lane.finished, lane.failed, lane.refused, lane.ended):
        with qtbot.assertNotEmitted(signal, wait=20):
            pass


def test_a_result_that_was_there_but_not_delivered_is_dropped(qtbot: QtBot, lane: Lane) -> None:
    with qtbot.assertNotEmitted(lane.finished, wait=50):
        before = set(threading.enumerate())
        lane.start(short("old"))
        for thread in set(threading.enumerate()) - before:
            thread.join()
        lane.cancel()


def test_cancelling_nothing_says_nothing(qtbot: QtBot, lane: Lane) -> None:
    with qtbot.assertNotEmitted(lane.ended):
        lane.cancel()


def test_a_lane_can_be_started_anew_by_what_hears_its_result(qtbot: QtBot, lane: Lane) -> None:
    results: list[object] = []

    def go_on(result: object) -> None:
        results.append(result)
        if len(results) < 3:
            lane.start(short(len(results)))

    lane.finished.connect(go_on)
    lane.start(short(0))
    qtbot.waitUntil(lambda: len(results) == 3)
    assert results == [0, 1, 2]


def test_closing_does_not_wait_for_ever(jobs: Jobs, lane: Lane, gate: Gate) -> None:
    lane.start(gate.work(None))
    gate.reached.wait()
    assert not jobs.close(timeout=0.05)
    gate.open.set()
    assert jobs.close()
