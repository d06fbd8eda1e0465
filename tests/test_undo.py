"""Undo by itself: what belongs together, what gives way, what the worker is told."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import undo as undo_module
from nnviz.experiment import Experiment, LayerChoice
from nnviz.run_state import RunState
from nnviz.training.run import TrainingRun
from nnviz.training.worker import Worker
from nnviz.undo import MERGE_SECONDS, ChoiceEdit, MomentEdit, PointEdit, Undo, WeightEdit

START = Experiment()
FASTER, FASTEST = (replace(START, learning_rate=rate) for rate in (0.3, 1.0))
WIDER = replace(START, hidden_layers=(LayerChoice(9),))
OTHER_WIDER = replace(START, hidden_layers=(LayerChoice(9, dropout=0.5),))


@pytest.fixture
def worker() -> Worker:
    """A worker without a thread, which answers when it is stopped."""
    return Worker(TrainingRun(START))


@pytest.fixture
def undo(worker: Worker) -> Undo:
    return Undo(worker)


def state_of(worker: Worker) -> RunState:
    worker.stop()
    return worker.state().result(0)[1]


def test_the_latest_edit_is_undone_first_and_redone_last(undo: Undo) -> None:
    first, second = ChoiceEdit(START, FASTER, 0.0), WeightEdit(FASTER, 0, 1.0)
    assert [undo.make(first).experiment, undo.make(second).experiment] == [FASTER, FASTER]
    led_to = [undo.undo(), undo.undo(), undo.undo()]
    assert [sent and sent.experiment for sent in led_to] == [FASTER, START, None]
    assert undo.undone == [second, first]
    led_to = [undo.redo(), undo.redo(), undo.redo()]
    assert [sent and sent.experiment for sent in led_to] == [FASTER, FASTER, None]
    assert undo.done == [first, second]


def test_edits_of_one_choice_close_together_are_one(undo: Undo) -> None:
    undo.make(ChoiceEdit(START, FASTER, 0.0))
    undo.make(ChoiceEdit(FASTER, FASTEST, MERGE_SECONDS / 2))
    assert undo.done == [ChoiceEdit(START, FASTEST, MERGE_SECONDS / 2)]
    undo.make(ChoiceEdit(FASTEST, FASTER, 2 * MERGE_SECONDS))
    assert len(undo.done) == 2


def test_an_edit_taken_back_at_once_is_none(undo: Undo) -> None:
    undo.make(ChoiceEdit(START, FASTER, 0.0))
    assert undo.make(ChoiceEdit(FASTER, START, 0.1)).experiment == START
    assert not undo.done


def test_a_merged_edit_reaches_the_worker_too(undo: Undo, worker: Worker) -> None:
    undo.make(ChoiceEdit(START, FASTER, 0.0))
    undo.make(ChoiceEdit(FASTER, FASTEST, 0.1))
    worker.stop()
    assert worker.state().result(0)[0] == FASTEST


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        (START, WIDER, START),
        (START, WIDER, OTHER_WIDER),  # of the same choice, and rebuilds nothing itself
        (START, OTHER_WIDER, WIDER),
        (WIDER, OTHER_WIDER, START),
    ],
)
@pytest.mark.parametrize("room", [undo_module.WEIGHTS, 0])
def test_what_rebuilds_the_network_is_a_step_of_its_own(
    undo: Undo,
    monkeypatch: pytest.MonkeyPatch,
    before: Experiment,
    between: Experiment,
    after: Experiment,
    room: int,
) -> None:
    monkeypatch.setattr(undo_module, "WEIGHTS", room)  # 0: no state is remembered
    undo.make(ChoiceEdit(before, between, 0.0))
    undo.make(ChoiceEdit(between, after, 0.1))
    assert [edit.after for edit in undo.done] == [between, after]


def test_a_weight_set_by_hand_is_an_edit_of_its_own(undo: Undo) -> None:
    undo.make(WeightEdit(START, 0, 1.0))
    undo.make(ChoiceEdit(START, FASTER, 0.0))
    assert len(undo.done) == 2


def test_a_new_edit_ends_what_could_be_made_again(undo: Undo) -> None:
    for made_at in (0.0, 0.1):  # the second one is merged
        undo.make(ChoiceEdit(START, FASTER, 0.0))
        undo.make(WeightEdit(FASTER, 0, 1.0))
        undo.undo()
        undo.make(ChoiceEdit(FASTER, FASTEST, made_at))
        assert not undo.undone
        undo.clear()


def test_a_network_rebuilt_is_put_back_with_its_weights(undo: Undo, worker: Worker) -> None:
    before = TrainingRun(START).initial
    undo.make(WeightEdit(START, 3, 2.5))
    undo.make(ChoiceEdit(START, WIDER, 0.0))
    undo.undo()
    before[3] = 2.5
    np.testing.assert_array_equal(state_of(worker).parameters, before)


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_weight_that_was_not_set_is_no_edit(undo: Undo, taken_back: bool) -> None:
    kept, dropped = WeightEdit(START, 0, 1.0), WeightEdit(START, 1, 1.0)
    undo.make(kept)
    answer = undo.make(dropped).answers[-1]
    if taken_back:
        undo.undo()
    undo.drop(answer)
    assert undo.done == [kept]
    assert not undo.undone


def test_of_weights_set_together_one_that_was_not_set_drops_the_edit(undo: Undo) -> None:
    edit = PointEdit(START, (WeightEdit(START, 0, 1.0), WeightEdit(START, 1, 1.0)))
    undo.drop(undo.make(edit).answers[-1])
    assert not undo.done


def test_the_oldest_states_give_way_first(undo: Undo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "WEIGHTS", 2 * START.parameter_count)
    edits = [ChoiceEdit(START, WIDER, float(second)) for second in range(3)]
    for edit in edits:
        undo.make(edit)
    assert [edit.state is None for edit in edits] == [True, False, False]


def test_the_oldest_edits_give_way(undo: Undo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "STEPS", 2)
    edits = [WeightEdit(START, index, 1.0) for index in range(3)]
    for edit in edits:
        undo.make(edit)
    assert undo.done == edits[1:]


def test_dragging_the_dropout_of_a_layer_is_one_edit(undo: Undo) -> None:
    first, *others = START.hidden_layers
    little, more = (
        replace(START, hidden_layers=(replace(first, dropout=share), *others))
        for share in (0.1, 0.2)
    )
    undo.make(ChoiceEdit(START, little, 0.0))
    undo.make(ChoiceEdit(little, more, 0.1))
    assert undo.done == [ChoiceEdit(START, more, 0.1)]


def test_another_run_has_no_edits_yet(undo: Undo) -> None:
    undo.make(ChoiceEdit(START, FASTER, 0.0))
    undo.make(WeightEdit(FASTER, 0, 1.0))
    undo.undo()
    undo.clear()
    assert (undo.done, undo.undone) == ([], [])


def moment(iteration: int, made_at: float = 0.0) -> MomentEdit:
    return MomentEdit(START, iteration, 0, made_at)


def finish_way(worker: Worker) -> int:
    """Have the worker come to where it was sent; return the step it stands at."""

    def look() -> None:
        if worker.training:
            worker.call(look)
        else:
            worker.stop()

    worker.call(look)
    worker.work()
    return worker.state().result(0)[1].iteration


def test_going_to_another_step_is_taken_back_and_done_again(undo: Undo, worker: Worker) -> None:
    undo.make(moment(7))
    undo.make(WeightEdit(START, 0, 1.0))
    assert finish_way(worker) == 7
    undo.undo()
    undo.undo()
    assert state_of(worker).iteration == 0
    undo.redo()
    undo.redo()
    state = state_of(worker)
    assert (state.iteration, state.parameters[0]) == (7, 1.0)
    undo.undo()
    undo.undo()
    assert state_of(worker).iteration == 0


def test_steps_walked_through_are_taken_back_as_one(undo: Undo, worker: Worker) -> None:
    walk = [moment(n + 1, n * MERGE_SECONDS / 2) for n in range(3)]
    for edit in walk:
        undo.make(edit)
    assert undo.done == walk[-1:]
    assert finish_way(worker) == 3
    undo.undo()
    assert state_of(worker).iteration == 0


def test_steps_gone_to_one_after_the_other_are_edits_of_their_own(undo: Undo) -> None:
    first, second = moment(3), moment(5, 2 * MERGE_SECONDS)
    undo.make(first)
    undo.make(second)
    assert undo.done == [first, second]


def test_a_step_that_cannot_be_gone_to_is_no_edit(undo: Undo) -> None:
    edit = moment(7)
    undo.drop(undo.make(edit).answers[-1])
    assert undo.done == []


def test_moments_that_are_forgotten_are_no_edits(
    undo: Undo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_module, "WEIGHTS", START.vector_size)
    edits = [moment(7, 100.0 * n) for n in range(3)]
    for edit in edits:
        edit.check()
        undo.make(edit)
    assert undo.done == edits[-1:]
    monkeypatch.setattr(undo_module, "WEIGHTS", 0)
    undo.make(moment(8, 1000.0))
    assert undo.done == []
