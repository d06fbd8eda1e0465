"""The undo stack by itself: what belongs together, what gives way."""

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from nnviz import undo as undo_module
from nnviz.experiment import Experiment, LayerChoice
from nnviz.undo import MERGE_SECONDS, ChoiceEdit, UndoStack, WeightEdit

START = Experiment()
FASTER, FASTEST = (replace(START, learning_rate=rate) for rate in (0.3, 1.0))
WIDER = replace(START, hidden_layers=(LayerChoice(9),))


def test_the_latest_edit_is_undone_first_and_redone_last() -> None:
    first, second = ChoiceEdit(START, FASTER, 0.0), WeightEdit(0, 1.0, Future())
    stack = UndoStack()
    stack.push(first)
    stack.push(second)
    assert [stack.undo(), stack.undo(), stack.undo()] == [second, first, None]
    assert [stack.redo(), stack.redo(), stack.redo()] == [first, second, None]


def test_edits_of_one_choice_close_together_are_one() -> None:
    stack = UndoStack()
    stack.push(ChoiceEdit(START, FASTER, 0.0))
    assert stack.merge(ChoiceEdit(FASTER, FASTEST, MERGE_SECONDS / 2))
    assert stack.done == [ChoiceEdit(START, FASTEST, MERGE_SECONDS / 2)]
    assert not stack.merge(ChoiceEdit(FASTEST, FASTER, 2 * MERGE_SECONDS))


def test_an_edit_taken_back_at_once_is_none() -> None:
    stack = UndoStack()
    stack.push(ChoiceEdit(START, FASTER, 0.0))
    assert stack.merge(ChoiceEdit(FASTER, START, 0.1))
    assert not stack.done


def test_clicks_that_rebuild_the_network_are_steps_of_their_own() -> None:
    stack = UndoStack()
    stack.push(ChoiceEdit(START, WIDER, 0.0, Future()))
    assert not stack.merge(ChoiceEdit(WIDER, START, 0.1))
    assert not stack.merge(ChoiceEdit(WIDER, FASTER, 0.1))


def test_a_weight_set_by_hand_is_an_edit_of_its_own() -> None:
    stack = UndoStack()
    stack.push(WeightEdit(0, 1.0, Future()))
    assert not stack.merge(ChoiceEdit(START, FASTER, 0.0))


def test_the_oldest_states_give_way_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "WEIGHTS", 2 * START.parameter_count)
    stack = UndoStack()
    edits = [ChoiceEdit(START, WIDER, float(second), Future()) for second in range(3)]
    for edit in edits:
        stack.push(edit)
    assert [edit.state is None for edit in edits] == [True, False, False]


def with_first_layer(**choices: Any) -> Experiment:
    first, *others = START.hidden_layers
    return replace(START, hidden_layers=(replace(first, **choices), *others))


def test_dragging_the_dropout_of_a_layer_is_one_edit() -> None:
    little, more = with_first_layer(dropout=0.1), with_first_layer(dropout=0.2)
    stack = UndoStack()
    stack.push(ChoiceEdit(START, little, 0.0))
    assert stack.merge(ChoiceEdit(little, more, 0.1))
    assert stack.done == [ChoiceEdit(START, more, 0.1)]
