"""Views that show nothing in particular, as rows beside those there are: sixteen or more."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from nnviz.catalog import catalog
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views import VIEWS
from nnviz.views.plotting.plot import make_plot
from nnviz.views.view import VIEW_GROUPS, View, ViewRow

DUMMIES, LEAST_DUMMIES = 12, 8  # beside four views, and beside however many
PLACES: tuple[Literal["centre", "right", "bottom"], ...] = ("right", "bottom", "centre")


class DummyView(View):
    """As costly to build as a simple view is."""

    built: ClassVar[int] = 0

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        type(self).built += 1
        self.text = QLabel("Nothing drawn yet")
        self.box = QCheckBox("Show test data")
        self.box.setObjectName("show_test_data")
        column = QVBoxLayout(self)
        for part in (self.text, make_plot(theme), self.box):
            column.addWidget(part)

    def draw(self, snapshot: Snapshot) -> None:
        self.text.setText(f"Epoch {snapshot.epoch}")


def sixteen_views(shown: bool = False) -> Mapping[str, ViewRow]:
    """Return the views there are and dummies, all of them shown at first or none."""
    groups = list(VIEW_GROUPS)
    missing = max(LEAST_DUMMIES, DUMMIES + 4 - len(VIEWS))
    dummies = [
        ViewRow(
            key=f"dummy-{number}",
            label=f"Dummy {number}",
            view=DummyView,
            group=groups[number % len(groups)],
            least=(260, 200),
            best=(600, 400),
            place=PLACES[number % len(PLACES)],
            shown=shown,
        )
        for number in range(missing)
    ]
    return catalog(*VIEWS.values(), *dummies)
