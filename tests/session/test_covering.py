"""Covering: for a while another run is worked on, and what was there waits untouched."""

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from nnviz.session import Session
from nnviz.training.run import TrainingRun
from tests.session.driving import SMALL, next_frame, state_of, train_a_little

OTHER = replace(SMALL, learning_rate=0.7, weights_seed=9)


def test_what_was_covered_comes_back_bit_for_bit(qtbot: QtBot, session: Session) -> None:
    train_a_little(qtbot, session)
    before = session.state()
    session.cover(TrainingRun(OTHER))
    assert session.experiment == OTHER
    train_a_little(qtbot, session)
    session.uncover()
    after = session.state()
    assert after[0] == before[0] == session.experiment
    assert after[1].parameters.tobytes() == before[1].parameters.tobytes()
    assert after[1].history.tobytes() == before[1].history.tobytes()
    assert next_frame(qtbot, session).iteration == before[1].iteration


def test_it_goes_on_as_if_nothing_had_been(qtbot: QtBot, session: Session) -> None:
    session.step("batch")
    session.cover(TrainingRun(OTHER))
    session.step("batch")
    session.uncover()
    session.step("batch")
    plain = TrainingRun(SMALL)
    plain.advance(2)
    assert np.array_equal(state_of(session).parameters, plain.state().parameters)
    session.back()
    assert state_of(session).iteration == 1
    session.back()
    assert state_of(session).iteration == 0
    assert next_frame(qtbot, session).iteration == 0


def test_training_is_paused_meanwhile(session: Session) -> None:
    session.train()
    session.cover(TrainingRun(OTHER))
    assert not session.training
    session.train()
    session.uncover()
    assert not session.training
    before = state_of(session).iteration
    assert state_of(session).iteration == before


def test_edits_are_undone_where_they_were_made(session: Session) -> None:
    session.set_experiment(replace(SMALL, learning_rate=0.3))
    session.cover(TrainingRun(OTHER))
    assert not session.can_undo
    session.set_parameter(0, 0.5)
    assert session.can_undo
    session.uncover()
    session.undo()
    assert session.experiment == SMALL
    assert not session.can_undo


def test_only_what_is_covered_counts_as_unsaved(qtbot: QtBot, session: Session) -> None:
    session.cover(TrainingRun(OTHER))
    with qtbot.assertNotEmitted(session.modified_changed):
        session.set_parameter(0, 0.5)
        session.step("batch")
        session.use(TrainingRun(SMALL), has_file=True)
        session.back()
        session.replay()
    assert not session.modified
    session.uncover()
    assert not session.modified
    session.set_parameter(0, 0.5)
    assert session.modified
    session.cover(TrainingRun(OTHER))
    assert session.modified


def test_a_saving_that_ends_meanwhile_is_of_what_is_covered(session: Session) -> None:
    session.set_parameter(0, 0.5)
    point = session.save_point
    session.cover(TrainingRun(OTHER))
    session.train()
    session.mark_saved(point)
    assert not session.modified
    assert session.is_as_at(session.save_point)
    assert not session.save_point.at_work


def test_without_anything_covered_there_is_nothing_to_uncover(
    qtbot: QtBot, session: Session
) -> None:
    with qtbot.assertNotEmitted(session.experiment_changed):
        session.uncover()
