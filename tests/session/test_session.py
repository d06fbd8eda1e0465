"""The session: training, changing, undoing and loading, seen through its signals."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from nnviz.engine.ending import Ending
from nnviz.experiment import (
    DataChoice,
    Stopping,
)
from nnviz.session import Session
from nnviz.training import measuring
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import Measure
from tests.session.driving import SMALL, WILD, next_frame, state_of, train_a_little


def step_an_epoch(qtbot: QtBot, session: Session) -> None:
    epoch = state_of(session).epoch
    session.step("epoch")
    qtbot.waitUntil(lambda: state_of(session).epoch > epoch)


# Running


def test_a_first_frame_comes_by_itself(qtbot: QtBot) -> None:
    session = Session(SMALL)
    with qtbot.waitSignal(session.frame_ready) as frame:
        session.start()
    assert frame.args[0].iteration == 0
    session.close()


def test_frames_keep_coming_while_training(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.training_changed) as changed:
        session.train()
    assert changed.args == [True]
    iterations = [next_frame(qtbot, session).iteration for _ in range(3)]
    assert iterations == sorted(iterations)
    assert session.training


def test_a_paused_session_asks_for_nothing(qtbot: QtBot, session: Session) -> None:
    next_frame(qtbot, session)
    qtbot.wait(50)
    with qtbot.assertNotEmitted(session.frame_ready, wait=50):
        pass


def test_pause_stops_the_training(qtbot: QtBot, session: Session) -> None:
    train_a_little(qtbot, session)
    assert not session.training
    place = state_of(session).iteration
    assert state_of(session).iteration == place


def test_toggle_trains_and_pauses(session: Session) -> None:
    session.toggle()
    assert session.training
    session.toggle()
    assert not session.training


@pytest.mark.parametrize(
    ("unit", "iteration", "sample"), [("sample", 0, 1), ("batch", 1, 0), ("epoch", 4, 0)]
)
def test_a_step_and_back(
    qtbot: QtBot, session: Session, unit: str, iteration: int, sample: int
) -> None:
    snapshot = next_frame(qtbot, session)
    session.step(unit)
    qtbot.waitUntil(lambda: next_frame(qtbot, session).iteration == iteration)
    assert (state_of(session).iteration, state_of(session).sample) == (iteration, sample)
    session.back()
    assert (state_of(session).iteration, state_of(session).sample) == (0, 0)
    assert snapshot.experiment == SMALL


def test_a_long_epoch_step_is_shown_as_training_and_can_be_paused(
    qtbot: QtBot, make: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = make(replace(SMALL, data=DataChoice(samples=5000), batch_size=1))
    advance, pause = TrainingRun.advance, Event()

    def slow(run: TrainingRun, _steps: int) -> None:
        pause.wait(0.01)
        advance(run, 1)

    monkeypatch.setattr(TrainingRun, "advance", slow)
    session.mark_saved(session.save_point)
    with qtbot.waitSignal(session.training_changed) as changed:
        session.step("epoch")
    assert changed.args == [True]
    session.mark_saved(session.save_point)
    assert session.modified  # the epoch goes on
    first, second = next_frame(qtbot, session), next_frame(qtbot, session)
    assert 0 < first.iteration < second.iteration
    session.pause()
    assert 0 < state_of(session).iteration < 2500
    assert not session.training


def test_a_short_epoch_step_is_over_before_it_is_called_training(
    qtbot: QtBot, session: Session
) -> None:
    with qtbot.assertNotEmitted(session.stopped, wait=50):
        step_an_epoch(qtbot, session)
    assert not session.training
    assert state_of(session).iteration == 4


@pytest.mark.parametrize("training", [False, True])
def test_going_to_a_step_and_back(qtbot: QtBot, session: Session, training: bool) -> None:
    if training:
        session.train()
        qtbot.waitUntil(lambda: state_of(session).iteration > 0)
        session.pause()
    before = state_of(session)
    there = before.iteration + 40
    if training:
        session.train()
    session.go_to(there)
    assert not session.training
    qtbot.waitUntil(lambda: state_of(session).iteration == there or training)
    qtbot.waitUntil(lambda: not session.training and next_frame(qtbot, session).iteration > 0)
    assert session.can_undo
    if not training:
        session.undo()
        qtbot.waitUntil(lambda: next_frame(qtbot, session).iteration == before.iteration)


def test_a_step_that_is_gone_is_refused(qtbot: QtBot, make: Callable[..., Session]) -> None:
    run = TrainingRun(SMALL)
    run.advance(50)
    session = make(SMALL)
    session.use(run, has_file=False)
    with qtbot.waitSignal(session.refused) as refused:
        session.go_to(7)
    assert refused.args == ["Step 7 is too long ago to go back to."]
    assert not session.can_undo
    assert next_frame(qtbot, session).iteration == 50


def test_a_step_while_training_pauses(session: Session) -> None:
    session.train()
    session.step("batch")
    assert not session.training


def test_back_while_training_pauses(session: Session) -> None:
    session.train()
    session.back()
    assert not session.training


def test_training_that_ends_by_itself_says_why(qtbot: QtBot, make: Callable[..., Session]) -> None:
    session = make(replace(SMALL, stopping=Stopping(epochs=3)))
    with qtbot.waitSignal(session.stopped) as stopped:
        session.train()
    assert stopped.args == [Ending("epochs", {"count": 3})]
    assert not session.training
    assert next_frame(qtbot, session).finished == stopped.args[0]


def test_divergence_pauses_and_is_said(qtbot: QtBot, make: Callable[..., Session]) -> None:
    session = make(WILD)
    with qtbot.waitSignal(session.stopped) as stopped:
        session.train()
    assert stopped.args[0].kind == "diverged"
    assert not session.training


@pytest.mark.parametrize("epochs_before", [0, 5])
def test_training_after_a_recovery_goes_on_calmly(
    qtbot: QtBot, make: Callable[..., Session], epochs_before: int
) -> None:
    session = make(replace(WILD, learning_rate=0.01))
    for _ in range(epochs_before):
        step_an_epoch(qtbot, session)
    session.set_experiment(replace(WILD, learning_rate=3.0))
    with qtbot.waitSignal(session.stopped):
        session.train()
    session.recover(replace(WILD, learning_rate=0.1))
    state = state_of(session)
    assert state.iteration >= 4 * epochs_before  # what was learnt before is kept
    assert np.abs(state.parameters).max() < 10
    with qtbot.assertNotEmitted(session.stopped, wait=200):
        session.train()
    assert state_of(session).history[-1, 2] < 0.1
    assert (session.experiment.learning_rate, session.can_undo) == (0.1, True)


def test_divergence_in_a_step_says_so_too(qtbot: QtBot, make: Callable[..., Session]) -> None:
    session = make(WILD)
    with qtbot.waitSignal(session.stopped) as stopped:
        for _ in range(1000):
            session.step("batch")
    assert stopped.args[0].kind == "diverged"


def test_back_where_there_is_nothing_says_so(qtbot: QtBot, session: Session) -> None:
    session.step("batch")
    session.set_experiment(replace(SMALL, batch_size=5))
    with qtbot.waitSignal(session.told) as told:
        session.back()
    assert told.args == ["There is no earlier moment to go back to."]


MOST_FRAMES = 5  # asked for before it is idle


def test_nothing_wakes_up_an_idle_program(qtbot: QtBot, session: Session) -> None:
    def awake() -> bool:
        return any(timer.isActive() for timer in session.findChildren(QTimer))

    next_frame(qtbot, session)
    for _ in range(MOST_FRAMES):
        with qtbot.waitSignal(session.frame_ready, timeout=300, raising=False) as frame:
            pass
        if not frame.signal_triggered:
            break
    else:
        pytest.fail("Frames come though nothing happens.")
    assert not awake()
    session.train()
    next_frame(qtbot, session)
    session.pause()
    next_frame(qtbot, session)
    qtbot.waitUntil(lambda: not awake())
    session.close()
    session.ask_frame()
    assert not awake()


def test_the_end_of_an_earlier_training_does_not_stop_a_new_one(
    qtbot: QtBot, make: Callable[..., Session]
) -> None:
    session = make(replace(SMALL, stopping=Stopping(epochs=1)))
    session.train()
    while state_of(session).epoch == 0:
        pass  # until the worker has ended the training; nothing is delivered meanwhile
    session.set_experiment(SMALL)
    session.train()
    with qtbot.assertNotEmitted(session.stopped, wait=50):
        next_frame(qtbot, session)
    assert session.training


def test_replay_starts_again_and_goes_on_training(qtbot: QtBot, session: Session) -> None:
    before = state_of(session).initial
    train_a_little(qtbot, session)
    session.replay()
    np.testing.assert_array_equal(state_of(session).parameters, before)
    assert (session.training, state_of(session).iteration) == (False, 0)
    session.train()
    session.replay()
    assert session.training


def test_a_frame_of_a_run_that_is_gone_is_dropped(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_go_on = Event(), Event()
    make_snapshot = TrainingRun.snapshot

    def late_snapshot(run: TrainingRun, needs: Iterable[str], measure: Measure) -> Snapshot:
        asked.set()
        may_go_on.wait(20)
        return make_snapshot(run, needs, measure)

    step_an_epoch(qtbot, session)
    monkeypatch.setattr(TrainingRun, "snapshot", late_snapshot)
    session.ask_frame()
    qtbot.waitUntil(asked.is_set)
    session.replay()
    with qtbot.waitSignal(session.frame_ready) as frame:
        may_go_on.set()
    assert frame.args[0].iteration == 0


def test_the_speed_can_be_limited(qtbot: QtBot, session: Session) -> None:
    session.set_speed(1.0)
    session.train()
    qtbot.waitUntil(lambda: state_of(session).iteration == 1)
    session.set_speed(None)
    qtbot.waitUntil(lambda: state_of(session).iteration > 100)


def test_frames_hold_what_the_visible_views_need(qtbot: QtBot, session: Session) -> None:
    session.set_needs(frozenset({"responses"}))
    qtbot.waitUntil(lambda: "responses" in next_frame(qtbot, session).parts)
    assert "values" not in next_frame(qtbot, session).parts


def test_the_picture_at_rest_is_exact_and_complete(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "PACED_SHARE", 1e-9)
    session.set_needs(frozenset({"responses", "values"}))
    frames: list[Snapshot] = []
    session.frame_ready.connect(frames.append)
    session.train()
    qtbot.waitUntil(lambda: bool(frames) and bool(frames[-1].measured_at))
    session.pause()
    place = state_of(session).iteration
    qtbot.waitUntil(lambda: frames[-1].iteration == place and not frames[-1].measured_at)
    assert {"responses", "values"} <= frames[-1].parts.keys()


def test_closing_in_mid_training_ends_the_thread(session: Session) -> None:
    session.train()
    assert session.close()
    assert not session.training
    assert session.state()[0] == SMALL  # a copy can still be saved


# Files


def test_another_run_takes_the_place_of_the_one_there_is(qtbot: QtBot, session: Session) -> None:
    saved = TrainingRun(WILD)
    saved.step()
    session.set_experiment(replace(SMALL, l1=0.1))
    session.train()
    with qtbot.waitSignal(session.experiment_changed):
        session.use(saved, has_file=True)
    assert (session.experiment, session.training, session.modified) == (WILD, False, False)
    assert not session.can_undo
    assert state_of(session).iteration == 1
    assert next_frame(qtbot, session).experiment == WILD


def test_training_modifies_what_has_a_file_only(qtbot: QtBot, session: Session) -> None:
    session.step("batch")
    assert not session.modified
    session.mark_saved(session.save_point)
    with qtbot.waitSignal(session.modified_changed):
        session.step("batch")
    session.mark_saved(session.save_point)
    assert not session.modified


def test_what_is_trained_while_and_after_it_is_saved_is_not_lost(session: Session) -> None:
    session.train()
    session.state()
    session.mark_saved(session.save_point)
    assert session.modified
    session.pause()
    session.mark_saved(session.save_point)
    assert not session.modified


def test_what_is_done_while_saving_is_not_saved(session: Session) -> None:
    moment = session.save_point
    session.set_parameter(0, 0.5)
    session.mark_saved(moment)
    assert session.modified
    assert not session.is_as_at(moment)


def test_training_that_went_on_while_saving_is_not_saved(session: Session) -> None:
    session.train()
    moment = session.save_point
    session.pause()
    session.mark_saved(moment)
    assert session.modified
    assert session.is_as_at(moment)


@pytest.mark.parametrize("deed", ["train", "back", "replay", "undo"])
def test_what_is_done_by_hand_is_noticed(session: Session, deed: str) -> None:
    session.set_parameter(0, 0.5)
    moment = session.save_point
    getattr(session, deed)()
    assert not session.is_as_at(moment)
