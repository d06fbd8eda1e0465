"""What keeps an exception in a method that Qt calls from ending the program.

Two things make a segmentation fault of one. Before Python 3.12 an IndexError, KeyError or
ZeroDivisionError is but its class and a value until a handler is entered, and Shiboken (as of
6.11) takes the value for the exception. And what paints leaves its painter at work, in the
traceback, when Qt goes on to show what has been painted.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar
from weakref import WeakSet

PAINTING = frozenset({"paint", "paintEvent"})
Guarded = TypeVar("Guarded")
Method = Callable[..., Any]


def guarded(kind: type[Guarded]) -> type[Guarded]:
    """Guard the methods of Qt's that a class overrides: the decorator of every such class.

    Those that it has from a library are guarded too. What goes wrong in them reaches the
    application's hook, as anything else does.
    """
    for name in unguarded(kind):
        method = getattr(kind, name)
        setattr(kind, name, _painting(method) if name in PAINTING else _whole(method))
    return kind


def unguarded(kind: type[Any]) -> list[str]:
    """Return the methods of Qt's that a class overrides, itself or by its bases, unguarded."""
    qt = [vars(base) for base in kind.__mro__ if base.__module__.startswith("PySide6.")]
    named = {name for base in qt for name in base if not name.startswith("_")}
    return [
        name
        for name in sorted(named)
        if isinstance(method := getattr(kind, name, None), FunctionType)
        if not hasattr(method, "__wrapped__")
    ]


def _whole(method: Method) -> Method:
    """Let exceptions through, each made a whole one by a handler that it passes."""

    @wraps(method)
    def call(self: object, /, *args: object, **named: object) -> object:
        try:
            return method(self, *args, **named)
        except Exception:
            raise

    return call


def _painting(paint: Method) -> Method:
    """Report exceptions, and leave the rest of the picture out.

    What goes wrong in every picture is reported once, and again when one has succeeded in between.
    """
    failing: WeakSet[object] = WeakSet()

    @wraps(paint)
    def call(self: object, /, *args: object, **named: object) -> None:
        try:
            paint(self, *args, **named)
        except Exception as error:
            if self not in failing:
                failing.add(self)
                sys.excepthook(type(error), error, error.__traceback__)
            _end_painters(error)
        else:
            if failing:
                failing.discard(self)

    return call


def _end_painters(error: BaseException) -> None:
    """Empty the functions that the exception went through: a painter ends when nobody has it."""
    import traceback  # not for the first paint

    traceback.clear_frames(error.__traceback__)
