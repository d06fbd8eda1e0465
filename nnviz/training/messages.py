"""Messages: what is to be done between two steps, with a future each for what comes of it."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from nnviz.experiment import Experiment
from nnviz.kept import may_be_left_out


@dataclass(frozen=True, eq=False)
class Message:
    """Something to do; `change` is the experiment that it takes, if that is all that it does."""

    act: Callable[[], Any]
    change: Experiment | None = None
    future: "Future[Any]" = field(default_factory=Future)

    def __post_init__(self) -> None:
        self.future.set_running_or_notify_cancel()  # nobody takes it back


def next_message(came: deque[Message], here: Experiment) -> Message:
    """Take the next message that has to be carried out, where the run's experiment is `here`.

    A change directly before another that makes it meaningless is left out: who drags a slider over
    a large network asks for more than it can follow. It is answered when the other one is.
    """
    message = came.popleft()
    while came and _is_overtaken(message, came[0], here):
        newer = came.popleft()
        newer.future.add_done_callback(_answer_too(message.future))
        message = newer
    return message


def _is_overtaken(message: Message, newer: Message, here: Experiment) -> bool:
    if message.change is None or newer.change is None:
        return False
    return may_be_left_out(here, message.change, newer.change)


def _answer_too(older: "Future[Any]") -> "Callable[[Future[Any]], None]":
    def answer(newer: "Future[Any]") -> None:
        error = newer.exception()
        if error is None:
            older.set_result(newer.result())
        else:
            older.set_exception(error)

    return answer
