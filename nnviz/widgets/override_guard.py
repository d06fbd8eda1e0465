"""What keeps an exception in a method that Qt calls from ending the program.

No such exception may reach Shiboken (as of 6.11), which keeps it until Python's code goes on. An
overridden method that Qt wants of an object for the first time before that is not called, neither
then nor later, and Shiboken drops a reference to it that belongs to the class. With the last one
the method is gone, and its next call, on any object, is a segmentation fault. What paints would
besides leave its painter at work, in the traceback, when Qt goes on to show what has been painted.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QRectF, QSize

ANSWERS: dict[str, Callable[[], object]] = {  # where Qt has none of its own
    "boundingRect": QRectF,
    "count": int,
    "event": bool,
    "eventFilter": bool,
    "sizeHint": QSize,
}
# Named as methods of Qt's that Qt does not call: whoever calls them hears of what goes wrong.
OURS_TO_CALL = {
    *("close", "hide", "show", "render", "scale", "translate"),
    *("setData", "setPos", "setScale", "setStyle"),
}
ANSWERED_EVENTS = {"helpEvent", "sceneEvent", "viewportEvent"}
Guarded = TypeVar("Guarded")
Method = Callable[..., Any]


def guarded(kind: type[Guarded]) -> type[Guarded]:
    """Guard the methods of Qt's that a class overrides: the decorator of every such class.

    Those that it has from a library are guarded too. What goes wrong in them reaches the
    application's hook, as anything else does; what Qt asked is left to Qt's own class.
    """
    for name in unguarded(kind):
        setattr(kind, name, _guard(getattr(kind, name), _instead(kind, name)))
    return kind


def unguarded(kind: type[Any]) -> list[str]:
    """Return the methods of Qt's that a class overrides, itself or by its bases, unguarded."""
    named = {name for base in _of_qt(kind) for name in vars(base) if not name.startswith("_")}
    return [
        name
        for name in sorted(named - OURS_TO_CALL)
        if isinstance(method := getattr(kind, name, None), FunctionType)
        if not hasattr(method, "__wrapped__")
    ]


def _of_qt(kind: type[Any]) -> list[type[Any]]:
    return [base for base in kind.__mro__ if base.__module__.startswith("PySide6.")]


def _instead(kind: type[Any], name: str) -> Method | None:
    """Return what answers Qt in the place of a method that failed; None where Qt asks nothing.

    An event is not handled once more: the method may have got far with it.
    """
    if name == "paint" or (name.endswith("Event") and name not in ANSWERED_EVENTS):
        return None
    of_qt: Method = next(vars(base)[name] for base in _of_qt(kind) if name in vars(base))

    def answer(self: object, *args: object) -> object:
        try:
            return of_qt(self, *args)
        except RuntimeError:  # an abstract method, or an object that is being deleted
            return ANSWERS.get(name, lambda: None)()

    return answer


def _guard(method: Method, instead: Method | None) -> Method:
    """Report exceptions, and go on without what the method was to do.

    What goes wrong every time is reported once, and again when it has succeeded in between.
    """
    failing: WeakSet[object] = WeakSet()
    some_failed = False  # the set itself takes longer to ask

    @wraps(method)
    def call(self: object, /, *args: object, **named: object) -> object:
        nonlocal some_failed
        try:
            answer = method(self, *args, **named)
        except Exception as error:
            if self not in failing:
                failing.add(self)
                some_failed = True
                sys.excepthook(type(error), error, error.__traceback__)
            _end_painters(error)
        else:
            if some_failed:
                failing.discard(self)
                some_failed = bool(failing)
            return answer
        return None if instead is None else instead(self, *args)

    return call


def _end_painters(error: BaseException) -> None:
    """Empty the functions that the exception went through: a painter ends when nobody has it."""
    import traceback  # not for the first paint

    traceback.clear_frames(error.__traceback__)
