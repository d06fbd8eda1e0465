"""How pyqtgraph is imported without what nobody here needs: a seventh of the start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

MIRRORED = ("QtCore", "QtGui", "QtWidgets")


@contextmanager
def mirrored_lazily() -> Iterator[None]:
    """Have pyqtgraph, imported within, copy names of Qt's when they are first asked for.

    It copies all of them, for which PySide6 makes every class and enumeration that Qt has. It may
    go when pyqtgraph has no copies any more (`_copy_attrs` in pyqtgraph/Qt/__init__.py).
    """
    sources = {name: import_module(f"PySide6.{name}") for name in MIRRORED}
    listings = {name: vars(source).get("__dir__") for name, source in sources.items()}
    if "pyqtgraph" in sys.modules or None in listings.values():  # too late, or not made lazily
        yield
        return
    for name, source in sources.items():
        sys.modules[f"pyqtgraph.Qt.{name}"] = _mirror(source, f"pyqtgraph.Qt.{name}")
        vars(source)["__dir__"] = list  # there is nothing to copy
    try:
        yield
    finally:
        for name, source in sources.items():
            vars(source)["__dir__"] = listings[name]


def _mirror(source: ModuleType, name: str) -> ModuleType:
    mirror = ModuleType(name)

    def find(attribute: str) -> Any:
        value = getattr(source, attribute)
        setattr(mirror, attribute, value)
        return value

    vars(mirror)["__getattr__"] = find
    return mirror
