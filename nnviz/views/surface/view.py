"""Loss surface view: the loss over one parameter, over two, or over two random directions."""

import time
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nnviz.jobs import Lane
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.chosen_parameter import chosen_number
from nnviz.training.loss_surface import Surface
from nnviz.training.parameter_names import parameter_names
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import Track, learned_places
from nnviz.views.plotting.plot import empty_label
from nnviz.views.plotting.switch import Switch
from nnviz.views.surface.asked import (
    CURVE,
    CURVE_ROOM,
    GRID,
    PLANE_ROOM,
    TOO_BIG,
    Limits,
    Measured,
    limits_of,
    measuring_curve,
    measuring_plane,
    plane_of,
)
from nnviz.views.surface.curve_chart import Curve, CurveChart
from nnviz.views.surface.map_chart import Map, MapChart
from nnviz.views.surface.way import Way
from nnviz.views.view import View
from nnviz.widgets.choice import Choice
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel
from nnviz.work import Work, finish

AT_ONCE = 200_000  # samples × parameters × places, up to which the loss is measured in the drawing
FIRST = 25 * AT_ONCE  # the same, while there is no picture yet
REST = 4  # times as long as measuring took is waited before the next: a fifth of a core
WILD = 10.0  # times the greatest cost so far, from which on what is ahead is not in the picture


@dataclass(frozen=True)
class _Row:
    key: str  # the place in the parameter vector
    label: str


@guarded
class SurfaceView(View):
    """A curve or a map of the loss that training makes small, around the network of now."""

    needs: ClassVar[frozenset[str]] = frozenset({"track"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._measured: Measured | None = None
        self._way = Way()
        self._path: Array = np.empty((0, 0))
        self._limits: dict[tuple[str, int], Limits] = {}
        self._names: tuple[str, ...] = ()
        self._places: tuple[int, ...] = ()
        self._for_picture = False
        self._chosen: list[int | None] = [None, None]  # places: across, and up
        words = [
            ("one_parameter", tr("One parameter")),
            ("two_parameters", tr("Two parameters")),
            ("random_directions", tr("Random directions")),
        ]
        self._switch = Switch(theme, words, tr("Loss over"))
        self._switch.changed.connect(self._ask_anew)
        self.hint = QuietLabel(theme, "small")
        self.hint.setWordWrap(True)
        palette = self.hint.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.color("surface"))
        self.hint.setPalette(palette)
        self.hint.setAutoFillBackground(True)  # it changes while the rest stays
        self.empty = empty_label(theme, tr("The loss around the network of now is drawn here."))
        self.curve_chart, self.map_chart = CurveChart(theme), MapChart(theme)
        self.curve_chart.wanted.connect(self._move_one)
        self.map_chart.wanted.connect(self._move_two)
        self._choices = [Choice(theme, {}), Choice(theme, {})]
        self._choices[0].chosen.connect(self._choose_across)
        self._choices[1].chosen.connect(self._choose_up)
        self._lane = Lane(parent=self)
        self._lane.finished.connect(self._take)
        self._began = self._next = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._measure)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(4))
        column.setSpacing(theme.pixels(4))
        column.addWidget(self._switch)
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(8))
        for choice in self._choices:
            row.addWidget(choice)
            choice.hide()
        row.addWidget(self.hint, 1)
        column.addLayout(row)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first: without a parent it shows a widget as a window
        for widget in (self.empty, self.curve_chart, self.map_chart):
            self._stack.addWidget(widget)

    @property
    def mode(self) -> str:
        """What is shown: "one_parameter", "two_parameters" or "random_directions"."""
        return self._switch.chosen if len(self._places) > 1 else "one_parameter"

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the parameters that the picture is over; of random directions none."""
        if self.mode == "random_directions":
            return ()
        first, second = self._chosen
        first = self._selected_place if first is None else first
        if self.mode == "one_parameter":
            return (first,)
        others = [place for place in self._places if place != first]
        return (first, second if second in others and second is not None else others[0])

    @property
    def _selected_place(self) -> int:
        """The place of the parameter that is selected, else of the first one."""
        part, snapshot = self.selection.chosen.part, self._snapshot
        number = None if snapshot is None else chosen_number(snapshot, part)
        return self._places[number or 0]

    def show_selection(self, selection: Selection) -> None:
        turned = selection.chosen.part != self.selection.chosen.part
        super().show_selection(selection)
        if turned and self._measured is not None:
            self._ask_anew()

    def draw(self, snapshot: Snapshot) -> None:
        if "track" not in snapshot.parts:
            return
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.experiment != snapshot.experiment:
            self._take_parameters(snapshot)
        if not self._places or not (np.abs(snapshot.parameters) < TOO_BIG).all():
            self._show_empty()
            return
        self._path = self._way.go_on(snapshot)
        if not self._fits():
            self._renew()
        self._show()

    def _show_empty(self) -> None:
        """Say why there is nothing to draw."""
        few = tr("This network has no parameter that is learned: its loss stays as it is.")
        big = tr("The weights have grown beyond all bounds: there is no loss to draw.")
        self.empty.setText(big if self._places else few)
        self._lane.cancel()
        self._timer.stop()
        self._measured = None
        self.hint.clear()
        self._stack.setCurrentWidget(self.empty)

    def _take_parameters(self, snapshot: Snapshot) -> None:
        """Offer the parameters of this network."""
        places = learned_places(snapshot.experiment)
        if places != self._places:
            self._limits.clear()
            self._chosen = [None, None]
        self._places, self._names = places, parameter_names(snapshot.experiment)
        for choice in self._choices:
            choice.clear()
            for place, name in zip(self._places, self._names, strict=True):
                choice.addItem(name, str(place))
        self._measured = None
        self._lane.cancel()
        self._show_controls()

    def _show_controls(self) -> None:
        several = len(self._places) > 1
        self._switch.setVisible(several and not self._for_picture)
        shown = len(self.places) if several and not self._for_picture else 0
        for n, choice in enumerate(self._choices):
            choice.setVisible(n < shown)
            if n < shown:
                choice.show_key(str(self.places[n]))

    # Measuring

    def _fits(self) -> bool:
        """Say whether the losses measured are those of what is to be shown."""
        found, snapshot = self._measured, self._snapshot
        if found is None or snapshot is None or found.places != self.places:
            return False
        if found.snapshot.data is not snapshot.data:
            return False
        if any(self._span(place) != limits for place, limits in self._spans_of(found)):
            return False
        moved = found.snapshot.parameters != snapshot.parameters
        if found.places:
            moved[list(found.places)] = False
        return not moved.any()

    def _spans_of(self, found: Measured) -> list[tuple[int, Limits]]:
        ends = [(float(n[0]), float(n[-1])) for n in (found.across, found.up) if n.size]
        return list(zip(found.places, ends, strict=False))

    def _span(self, place: int) -> Limits:
        """Return the limits of a parameter's axis."""
        assert self._snapshot is not None
        way = self._path[:, place]
        track: Track | None = self._snapshot.parts["track"]
        if track is not None and place in track.places and track.now is not None:
            costs, start = track.costs, track.costs[: track.present + 1]
            ahead = costs[track.present + 1 :]
            if ahead.size and ahead.max() <= WILD * start.max():
                way = np.append(way, track.before[track.present + 1 :, track.places.index(place)])
        key, room = (self.mode, place), CURVE_ROOM if self.mode == "one_parameter" else PLANE_ROOM
        self._limits[key] = limits_of(way, self._limits.get(key), room)
        return self._limits[key]

    def _work(self) -> Work[Measured]:
        assert self._snapshot is not None
        places = self.places
        if len(places) == 1:
            return measuring_curve(self._snapshot, places[0], self._span(places[0]))
        if places:
            spans = [self._span(place) for place in places]
            return measuring_plane(self._snapshot, places, spans[0], spans[1])
        shadow = np.array([self._shadow(w) for w in self._path])
        reach = max(1.0, 1.2 * float(np.nan_to_num(np.abs(shadow)).max(initial=0.0)))
        return measuring_plane(self._snapshot, (), (-reach, reach), (-reach, reach))

    def _shadow(self, parameters: Array) -> Array:
        assert self._snapshot is not None
        return plane_of(self._snapshot, ()).project(parameters)

    def _renew(self) -> None:
        """Measure here and now what takes no time, else beside the window, and not too often."""
        assert self._snapshot is not None
        data, count = self._snapshot.data, len(self._places)
        points = CURVE if self.mode == "one_parameter" else GRID * GRID
        limit = AT_ONCE if self._measured else FIRST
        small = points * max(count, 4) * data.train.count <= limit
        if small or self._for_picture:
            self._measured = finish(self._work())
        elif not self._lane.busy and not self._timer.isActive():
            self._timer.start(max(0, round(1000 * (self._next - time.perf_counter()))))

    @Slot()
    def _measure(self) -> None:
        if self._snapshot is not None and self._places and self.isVisible():
            self._began = time.perf_counter()
            self._lane.start(self._work())

    @Slot(object)
    def _take(self, measured: Measured) -> None:
        now = time.perf_counter()
        self._next = now + REST * (now - self._began)
        if measured.places == self.places:
            self._measured = measured
        if not self._fits():
            self._renew()
        self._show()

    @Slot()
    def _ask_anew(self) -> None:
        self._lane.cancel()
        self._next = 0.0
        self._show_controls()
        if self._snapshot is not None and self._places:
            self._renew()
            self._show()

    # Showing

    def _show(self) -> None:
        found, snapshot = self._measured, self._snapshot
        if found is None or snapshot is None or found.places != self.places:
            return
        self.hint.setText(self._sentence(found))
        if found.plane is None:
            self.curve_chart.show_curve(self._curve(found, snapshot))
            self._stack.setCurrentWidget(self.curve_chart)
        else:
            self.map_chart.show_map(self._map(found))
            self._stack.setCurrentWidget(self.map_chart)

    def _sentence(self, found: Measured) -> str:
        """Say what the picture is of: all of the loss, or a slice of it."""
        others = len(self._places) - len(found.places)
        if not found.places:
            return tr(
                "Two random directions, each neuron’s share as long as its weights (Li et al. "
                "2018), through the network at step {step}; the way is its shadow.",
                step=f"{found.snapshot.iteration:,}",
            )
        if not others:
            return tr("All of the loss: there are no other parameters.")
        slice_ = tr(
            "A slice: the other parameters ({others}) are as at step {step}.",
            others=others,
            step=f"{found.snapshot.iteration:,}",
        )
        if len(found.places) > 1:
            return slice_
        return f"{slice_} {tr('Past steps lie on other slices and are not drawn.')}"

    def _curve(self, found: Measured, snapshot: Snapshot) -> Curve:
        place = found.places[0]
        surface, track = Surface(snapshot), snapshot.parts["track"]
        iterations, past, ahead, step = _steps(track, place)
        if len(self._places) > 1:
            past, ahead = past[:0], ahead[:0]  # their costs are not on this slice
            iterations = []
        return Curve(
            name=self._names[self._places.index(place)],
            numbers=found.across,
            losses=found.losses,
            here=float(snapshot.parameters[place]),
            loss=surface.value(snapshot.parameters),
            slope=float(surface.gradient(snapshot.parameters)[place]),
            iterations=iterations,
            past=past,
            ahead=ahead,
            now=snapshot.iteration,
            step=step,
        )

    def _map(self, found: Measured) -> Map:
        if found.places:
            first, second = (self._names[self._places.index(place)] for place in found.places)
            return Map(found, (first, second), self._path[:, list(found.places)])
        assert found.plane is not None
        way = np.array([found.plane.project(w) for w in np.nan_to_num(self._path)])
        return Map(found, (tr("random direction 1"), tr("random direction 2")), way)

    # Editing

    @Slot(str)
    def _choose_across(self, key: str) -> None:
        self._chosen[0] = int(key)
        self._ask_anew()

    @Slot(str)
    def _choose_up(self, key: str) -> None:
        self._chosen[1] = int(key)
        self._ask_anew()

    @Slot(float)
    def _move_one(self, number: float) -> None:
        self.parameter_edited.emit(self.places[0], number)

    @Slot(float, float)
    def _move_two(self, across: float, up: float) -> None:
        self.parameters_edited.emit(tuple(zip(self.places, (across, up), strict=True)))

    def hide_controls(self) -> None:
        self._for_picture = True
        self._switch.hide()
        for choice in self._choices:
            choice.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._lane.cancel()
        super().hideEvent(event)


def _steps(track: Track | None, place: int) -> tuple[list[int], Array, Array, float | None]:
    """Return iterations, numbers and costs of past steps, those ahead, and the next step."""
    if track is None or place not in track.places:
        return [], np.empty((0, 2)), np.empty((0, 2)), None
    column, present = track.places.index(place), track.present
    rows = np.column_stack([track.before[:, column], track.costs])
    step = None
    if track.now is not None:
        step = float(track.after[present, column] - track.before[present, column])
    return track.iterations[:present].tolist(), rows[:present], rows[present + 1 :], step
