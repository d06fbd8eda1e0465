"""The panels. To add one, append a row to PANELS.

A panel is a folder: panel.py with the class made from Panel.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.catalog import catalog
from nnviz.panels.data.panel import DataPanel
from nnviz.panels.panel import Panel
from nnviz.panels.training.panel import TrainingPanel
from nnviz.theme import Theme


@dataclass(frozen=True)
class PanelRow:
    """One panel: its permanent key, its heading, and what makes it for a theme."""

    key: str
    label: str
    factory: Callable[[Theme], Panel]


PANELS = catalog(
    PanelRow("data", "Data", DataPanel),
    PanelRow("training", "Training", TrainingPanel),
)
