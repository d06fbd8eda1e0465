"""View: what every picture of a run has in common."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import ClassVar, Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.catalog import catalog
from nnviz.experiment import Experiment
from nnviz.selection import Part, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.quick_import import mirrored_lazily


class View(QWidget):
    """Draws snapshots and changes nothing; what a person does in it goes out as a signal."""

    edited = Signal(object)  # Experiment
    parameter_edited = Signal(int, float)  # place in the flat parameter vector, value
    parameters_edited = Signal(object)  # several of them at once, as pairs in a tuple
    moment_wanted = Signal(int)  # the step that is to be the one about to be taken
    selected = Signal(object)  # Selection
    wishes_changed = Signal()

    needs: ClassVar[frozenset[str]] = frozenset()  # keys of PARTS that `draw` looks at

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme
        self.selection = Selection()
        self._wishes = frozenset[str]()

    @property
    def wishes(self) -> frozenset[str]:
        """Keys of PARTS that `draw` looks at for now, beside what it needs, where they are there.

        They are for what is shown of a part that somebody points at: the others cost nothing.
        """
        return self._wishes

    @wishes.setter
    def wishes(self, keys: frozenset[str]) -> None:
        if keys != self._wishes:
            self._wishes = keys
            self.wishes_changed.emit()

    def draw(self, snapshot: Snapshot) -> None:
        """Show this snapshot; called only while the view is visible."""
        raise NotImplementedError

    def prepared(self, snapshot: Snapshot) -> Iterator[None]:  # noqa: ARG002
        """Do, a piece at a time, what the first drawing of this snapshot would take long for."""
        yield from ()

    def show_experiment(self, experiment: Experiment) -> None:
        """Take over the choices as they are now, often before the first snapshot of them.

        What a person edits in a view builds on them; by default nothing can be edited.
        """

    def show_selection(self, selection: Selection) -> None:
        """Answer to what is selected, in this view or in another; it may not be drawn yet, or not
        any more.
        """
        self.selection = selection

    @Slot(object)
    def select(self, selection: Selection) -> None:
        """Show and say what a person has selected in this view."""
        if selection != self.selection:
            self.show_selection(selection)
            self.selected.emit(selection)

    @Slot(object)
    def point(self, part: Part | None) -> None:
        """Show and say which part of the network a person points at in this view."""
        self.select(self.selection.pointing_at(part))

    def hide_controls(self) -> None:
        """Leave out what can be used but not read: called on a view made for a picture."""

    def options(self) -> dict[str, bool]:
        """Return how the view's named switches stand."""
        buttons = self.findChildren(QAbstractButton)
        return {
            button.objectName(): button.isChecked()
            for button in buttons
            if button.isCheckable() and button.objectName()
        }

    def set_options(self, options: Mapping[str, bool]) -> None:
        """Set the named switches that the view has; others are passed over."""
        for button in self.findChildren(QAbstractButton):
            if button.isCheckable() and button.objectName() in options:
                button.setChecked(options[button.objectName()])


def sample_shown(selection: Selection, snapshot: Snapshot) -> int | None:
    """Return the training sample that is selected, else the one a step looked at last."""
    sample = selection.shown.sample
    there = sample is not None and sample < snapshot.data.train.count
    return sample if there else snapshot.sample_column


@dataclass(frozen=True)
class ViewGroup:
    """One row of VIEW_GROUPS: a heading of the menu and the list of views."""

    key: str
    label: str


VIEW_GROUPS = catalog(
    ViewGroup("network", "Network"),
    ViewGroup("answers", "Data and answers"),
    ViewGroup("training", "Training"),
)

Size = tuple[int, int]  # width, height


@dataclass(frozen=True, kw_only=True)
class ViewRow:
    """One row of VIEWS: a kind of view, and where it is in the default arrangement.

    Sizes are in pixels of the design, without the title. ValueError: they contradict each other.
    """

    key: str
    label: str
    view: type[View] | str  # the class, or its name in view.py of the folder `key`
    group: str  # a key of VIEW_GROUPS
    least: Size  # smaller, it is no longer of use: views that do not fit become tabs
    best: Size  # what it takes where nothing else says how large it is
    place: Literal["centre", "right", "bottom"] = "right"
    shown: bool = False  # at first; the others are a click away

    @property
    def factory(self) -> type[View]:
        """The class; its module, and pyqtgraph with it, is imported when it is first asked for."""
        if not isinstance(self.view, str):
            return self.view
        with mirrored_lazily():
            module = import_module(f"nnviz.views.{self.key}.view")
        found: type[View] = getattr(module, self.view)
        return found

    def __post_init__(self) -> None:
        if self.group not in VIEW_GROUPS:
            known = ", ".join(VIEW_GROUPS)
            raise ValueError(f"view {self.key!r}: its group is one of {known}, or add a row there")
        if any(best < least for best, least in zip(self.best, self.least, strict=True)):
            raise ValueError(f"view {self.key!r}: its best size is smaller than its least one")
