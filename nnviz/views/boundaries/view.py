"""Boundaries view: where each neuron of the first layer changes its sign, over two inputs."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.language import tr, trn
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.boundaries.canvas import BoundariesCanvas
from nnviz.views.boundaries.painting import Asked
from nnviz.views.boundaries.reading import Boundaries, boundaries_of, can_show
from nnviz.views.plotting.notation import neuron_name
from nnviz.views.plotting.plot import empty_label
from nnviz.views.view import View, sample_shown
from nnviz.widgets.decimals import decimal_text
from nnviz.widgets.quiet_label import QuietLabel


class BoundariesView(View):
    """A plane with a line for each neuron of the first layer."""

    needs: ClassVar[frozenset[str]] = frozenset({"responses", "values"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self.found: Boundaries | None = None
        self.count = QuietLabel(theme, "small")
        self.count.setWordWrap(True)
        self.equation = QuietLabel(theme, "small")
        self.equation.setWordWrap(True)
        self.canvas = BoundariesCanvas(theme)
        self.empty = empty_label(
            theme,
            tr(
                "This picture is for data of two inputs, such as Circle or XOR, and a first layer "
                "without batch normalisation or maxout: there each neuron has one line."
            ),
        )
        self._lay_out()
        self.canvas.sample_chosen.connect(self._choose_sample)
        self.canvas.neuron_chosen.connect(self._choose_neuron)
        self.canvas.neuron_pointed.connect(self._point_at)
        self.canvas.parameters_moved.connect(self._edit)

    def _lay_out(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        column.setSpacing(theme.pixels(4))
        column.addWidget(self.count)
        column.addWidget(self.empty, 1)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.equation)
        self._show_parts(False)

    def _show_parts(self, shows: bool) -> None:
        self.empty.setVisible(not shows)
        for part in (self.count, self.canvas, self.equation):
            part.setVisible(shows)

    def draw(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        shows = can_show(snapshot)
        self._show_parts(shows)
        if not shows or not self.needs <= snapshot.parts.keys():
            self.found = None
            return
        with np.errstate(over="ignore", invalid="ignore"):
            self.found = boundaries_of(snapshot)
        self._show_words(snapshot, self.found)
        asked = Asked(self._unit(snapshot), sample_shown(self.selection, snapshot))
        self.canvas.show_boundaries(snapshot, self.found, asked)

    def _unit(self, snapshot: Snapshot) -> int | None:
        neuron = self.selection.shown.neuron
        there = neuron is not None and neuron.layer == 1 and neuron.unit < snapshot.sizes[1]
        return neuron.unit if neuron is not None and there else None

    def _show_words(self, snapshot: Snapshot, found: Boundaries) -> None:
        words = [_cells_sentence(found)] if found.cells and not found.single else []
        if found.wrong.size:
            wrong = found.wrong_count
            words.append(trn("{count} point wrong", "{count} points wrong", wrong, count=wrong))
        _set(self.count, " · ".join(words))
        unit = 0 if found.single else self._unit(snapshot)
        _set(self.equation, "" if unit is None else _equation(snapshot, found, unit))

    def show_selection(self, selection: Selection) -> None:
        before = self.selection.shown
        super().show_selection(selection)
        if selection.shown != before and self._snapshot is not None:
            self.draw(self._snapshot)

    @Slot(int)
    def _choose_sample(self, sample: int) -> None:
        chosen = replace(self.selection.chosen, sample=sample)
        self.select(replace(self.selection, chosen=chosen))

    @Slot(int)
    def _choose_neuron(self, unit: int) -> None:
        self.select(self.selection.choosing(NeuronPlace(1, unit)))

    @Slot(object)
    def _point_at(self, unit: int | None) -> None:
        self.point(None if unit is None else NeuronPlace(1, unit))

    @Slot(object)
    def _edit(self, edits: tuple[tuple[int, float], ...]) -> None:
        if len(edits) == 1:
            self.parameter_edited.emit(*edits[0])
        else:
            self.parameters_edited.emit(edits)


def _set(label: QuietLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)


def _cells_sentence(found: Boundaries) -> str:
    lines, cells = len(found.lines), len(found.cells)
    hold, both = found.held
    counts = {"lines": lines, "cells": cells, "hold": hold, "both": both}
    if not found.wrong.size:
        return tr("{lines} lines make {cells} cells here; {hold} hold data", **counts)
    return tr(
        "{lines} lines make {cells} cells here; {hold} hold data, {both} of them several classes",
        **counts,
    )


def _equation(snapshot: Snapshot, found: Boundaries, unit: int) -> str:
    """Return the line's equation in the data's own units."""
    if not found.lines:
        return ""
    name = neuron_name(snapshot, NeuronPlace(1, unit))
    first, second = (column.name for column in snapshot.data.form.inputs)
    a, b, c = found.lines[unit]
    terms = f"{decimal_text(a, 2)} {first} {_signed(b)} {second} {_signed(c)} = 0"
    return f"{name}: {terms}"


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'} {decimal_text(abs(value), 2)}"
