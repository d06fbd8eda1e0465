"""The session's edits: announced or refused, merged, undone and redone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz import undo as undo_module
from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.files.model_file import Model, write_model
from nnviz.session import Session
from nnviz.training.run import TrainingRun
from tests.session.driving import SMALL, state_of, train_a_little

# Changing


def test_a_change_is_announced_and_reaches_the_run(qtbot: QtBot, session: Session) -> None:
    changed = replace(SMALL, learning_rate=0.3)
    with qtbot.waitSignals([session.experiment_changed, session.modified_changed]):
        session.set_experiment(changed)
    assert session.experiment == session.state()[0] == changed
    assert session.modified


def test_the_same_choices_are_no_change(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.experiment_changed):
        session.set_experiment(replace(SMALL))
    assert not session.can_undo


def test_what_cannot_be_used_is_refused_and_shown_as_it_was(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.experiment_changed), qtbot.waitSignal(session.refused) as refused:
        session.set_experiment(replace(SMALL, features=()))
    assert refused.args == ["The network needs at least one input feature."]
    assert session.experiment == session.state()[0] == SMALL
    assert not session.can_undo


def test_training_goes_on_through_changes(qtbot: QtBot, session: Session) -> None:
    session.train()
    for units in range(5, 9):
        session.set_experiment(replace(SMALL, hidden_layers=(LayerChoice(units),)))
    place = state_of(session).iteration
    qtbot.waitUntil(lambda: state_of(session).iteration > place)
    assert session.training


def test_new_weights_change_the_seed_only(session: Session) -> None:
    before = state_of(session).initial
    session.new_weights()
    seed = session.experiment.weights_seed
    assert session.experiment == replace(SMALL, weights_seed=seed)
    assert seed != SMALL.weights_seed
    assert not np.array_equal(state_of(session).initial, before)


@pytest.mark.parametrize(
    ("index", "value", "sentence"),
    [(0, float("nan"), "finite number"), (999, 1.0, "no longer there"), (-1, 1.0, "no longer")],
)
def test_a_weight_that_cannot_be_set_is_refused(
    qtbot: QtBot, session: Session, index: int, value: float, sentence: str
) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        session.set_parameter(index, value)
    assert sentence in refused.args[0]
    assert not session.can_undo


def test_a_weight_that_overflows_the_loss_is_refused_and_everything_can_be_saved(
    qtbot: QtBot, make: Callable[..., Session], tmp_path: Path
) -> None:
    sine = with_dataset(SMALL, "sine")  # with a linear output
    session = make(sine)
    before, told = state_of(session).parameters, []
    session.undo_changed.connect(lambda: told.append(session.can_undo))
    with qtbot.waitSignal(session.refused) as refused:
        session.set_parameter(sine.vector_size - 1, 1e154)
    assert told == [True, False]
    assert "too large for a number" in refused.args[0]
    assert not session.can_undo
    np.testing.assert_array_equal(state_of(session).parameters, before)
    session.step("batch")
    write_model(tmp_path / "saved.nnviz", Model(*session.state()))


def test_no_edit_waits_for_the_worker(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    done, changed_to = Event(), TrainingRun.changed_to

    def slow(run: TrainingRun, experiment: Experiment) -> TrainingRun:
        assert done.wait(20)
        return changed_to(run, experiment)

    monkeypatch.setattr(TrainingRun, "changed_to", slow)
    for edit in (
        lambda: session.set_experiment(replace(SMALL, hidden_layers=(LayerChoice(9),))),
        lambda: session.set_experiment(replace(session.experiment, learning_rate=0.3)),
        lambda: session.set_parameter(0, 0.5),
        session.undo,
        session.undo,
        session.undo,
        session.redo,
        session.replay,
        lambda: session.use(TrainingRun(SMALL), has_file=False),
    ):
        edit()
    done.set()
    assert session.state()[0] == SMALL


# Undo


def test_undo_and_redo_of_a_choice(qtbot: QtBot, session: Session) -> None:
    changed = replace(SMALL, learning_rate=0.3)
    with qtbot.waitSignal(session.undo_changed):
        session.set_experiment(changed)
    session.undo()
    assert session.experiment == session.state()[0] == SMALL
    assert (session.can_undo, session.can_redo) == (False, True)
    session.redo()
    assert session.experiment == session.state()[0] == changed
    assert (session.can_undo, session.can_redo) == (True, False)


def test_nothing_to_undo_or_redo_is_no_harm(session: Session) -> None:
    session.undo()
    session.redo()
    assert session.experiment == SMALL


def test_undo_and_redo_of_a_weight(session: Session) -> None:
    before = state_of(session).parameters[3]
    session.set_parameter(3, 2.5)
    assert state_of(session).parameters[3] == 2.5
    session.undo()
    assert state_of(session).parameters[3] == before
    session.redo()
    assert state_of(session).parameters[3] == 2.5


@pytest.mark.parametrize(
    "changed",
    [
        replace(SMALL, hidden_layers=()),
        replace(SMALL, features=("x1",)),
        replace(SMALL, weights_seed=5),
        replace(SMALL, initializer="zeros"),
        with_dataset(SMALL, "spiral"),
        with_dataset(SMALL, "line"),
    ],
)
def test_undo_of_what_rebuilds_the_network_puts_its_weights_back(
    qtbot: QtBot, session: Session, changed: Experiment
) -> None:
    train_a_little(qtbot, session)
    before = state_of(session)
    session.set_experiment(changed)
    session.undo()
    np.testing.assert_array_equal(state_of(session).parameters, before.parameters)
    np.testing.assert_array_equal(state_of(session).initial, before.initial)
    np.testing.assert_array_equal(state_of(session).history, before.history)
    assert state_of(session).iteration == before.iteration


def test_undo_after_redo_keeps_the_training_in_between(qtbot: QtBot, session: Session) -> None:
    session.set_experiment(replace(SMALL, hidden_layers=(LayerChoice(5),)))
    session.undo()
    train_a_little(qtbot, session)
    before = state_of(session)
    session.redo()
    session.undo()
    np.testing.assert_array_equal(state_of(session).parameters, before.parameters)
    assert state_of(session).iteration == before.iteration


def test_undo_of_a_weight_after_replay_leaves_replay_as_it_was(
    qtbot: QtBot, session: Session
) -> None:
    start = state_of(session).initial
    train_a_little(qtbot, session)
    session.set_parameter(3, 2.5)
    session.replay()
    session.undo()
    np.testing.assert_array_equal(state_of(session).parameters, start)
    np.testing.assert_array_equal(state_of(session).initial, start)


def test_redo_of_a_weight_takes_down_anew_what_it_replaces(qtbot: QtBot, session: Session) -> None:
    session.set_parameter(3, 2.5)
    session.undo()
    train_a_little(qtbot, session)
    before = state_of(session).parameters
    session.redo()
    session.undo()
    np.testing.assert_array_equal(state_of(session).parameters, before)


def test_an_edit_taken_back_at_once_leaves_nothing_to_undo(session: Session) -> None:
    session.set_experiment(replace(SMALL, learning_rate=0.2))
    session.set_experiment(SMALL)
    assert not session.can_undo


def test_edits_of_one_choice_in_a_row_are_one_step(session: Session) -> None:
    for rate in (0.2, 0.3, 0.4):
        session.set_experiment(replace(SMALL, learning_rate=rate))
    session.undo()
    assert session.experiment == SMALL
    assert not session.can_undo


def test_edits_of_several_choices_are_several_steps(session: Session) -> None:
    session.set_experiment(replace(SMALL, learning_rate=0.2))
    session.set_experiment(replace(session.experiment, l1=0.1))
    session.undo()
    assert session.experiment == replace(SMALL, learning_rate=0.2)


def test_edits_far_apart_are_several_steps(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.set_experiment(replace(SMALL, learning_rate=0.2))
    monkeypatch.setattr(undo_module, "MERGE_SECONDS", 0.0)
    session.set_experiment(replace(SMALL, learning_rate=0.3))
    session.undo()
    assert session.experiment == replace(SMALL, learning_rate=0.2)


def test_another_data_set_right_after_its_noise_is_a_step_of_its_own(session: Session) -> None:
    noisy = replace(SMALL, data=replace(SMALL.data, noise=0.2))
    before = state_of(session).parameters
    session.set_experiment(noisy)
    session.set_experiment(with_dataset(noisy, "xor"))
    session.undo()
    assert session.experiment == noisy
    np.testing.assert_array_equal(state_of(session).parameters, before)


def test_an_edit_after_undo_ends_what_could_be_redone(session: Session) -> None:
    session.set_experiment(replace(SMALL, learning_rate=0.2))
    session.undo()
    session.set_experiment(replace(SMALL, l2=0.2))
    assert not session.can_redo


def test_the_memory_of_undo_is_bounded(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "WEIGHTS", 40)
    monkeypatch.setattr(undo_module, "STEPS", 3)
    monkeypatch.setattr(undo_module, "MERGE_SECONDS", 0.0)
    for units in range(5, 12):
        session.set_experiment(replace(SMALL, hidden_layers=(LayerChoice(units),)))
    for _ in range(5):
        session.undo()
    assert session.experiment.hidden_layers == (LayerChoice(8),)
