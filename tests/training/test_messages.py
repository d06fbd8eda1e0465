"""Messages: what is carried out, and what a newer one takes the place of."""

from collections import deque
from dataclasses import replace

import pytest

from nnviz.experiment import Experiment, LayerChoice
from nnviz.training.messages import Message, next_message

HERE = Experiment()
RATES = [replace(HERE, learning_rate=rate) for rate in (0.2, 0.3, 0.4)]


def change(experiment: Experiment) -> Message:
    return Message(lambda: None, experiment)


def carried_out(*came: Message) -> list[Message]:
    """Return the messages that are carried out, of which a change leaves the run as it was."""
    waiting, done = deque(came), []
    while waiting:
        done.append(next_message(waiting, HERE))
    return done


def test_of_changes_in_a_row_the_last_is_carried_out() -> None:
    changes = [change(experiment) for experiment in RATES]
    assert carried_out(*changes) == changes[-1:]


def test_what_comes_between_is_done_between() -> None:
    first, step, second = change(RATES[0]), Message(lambda: None), change(RATES[1])
    assert carried_out(first, step, second) == [first, step, second]


def test_a_change_that_leaves_a_trace_is_carried_out() -> None:
    wider = change(replace(HERE, hidden_layers=(LayerChoice(9),)))
    assert carried_out(wider, change(RATES[0]))[0] is wider


def test_what_was_left_out_is_answered_with_what_took_its_place() -> None:
    changes = [change(experiment) for experiment in RATES]
    carried_out(*changes)
    assert not any(message.future.done() for message in changes)
    changes[-1].future.set_result("done")
    assert [message.future.result(0) for message in changes] == ["done"] * 3


def test_what_was_left_out_fails_with_what_took_its_place() -> None:
    older, newer = change(RATES[0]), change(RATES[1])
    carried_out(older, newer)
    newer.future.set_exception(ZeroDivisionError("by hand"))
    with pytest.raises(ZeroDivisionError):
        older.future.result(0)


def test_a_message_cannot_be_taken_back() -> None:
    assert not Message(lambda: None).future.cancel()
