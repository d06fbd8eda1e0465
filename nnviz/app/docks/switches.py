"""The named switches of all views, read and set by the views' keys."""

from collections.abc import Iterable

from nnviz.app.docks.view_dock import ViewDock
from nnviz.stage import Options


def switches(docks: Iterable[ViewDock]) -> dict[str, dict[str, bool]]:
    """Return how the switches of every view stand."""
    return {dock.key: dict(dock.options()) for dock in docks}


def set_switches(docks: Iterable[ViewDock], options: Options) -> None:
    """Set the switches of the views that are named; the other views stay as they are."""
    for dock in docks:
        if dock.key in options:
            dock.set_options(options[dock.key])
