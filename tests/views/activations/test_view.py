"""The activations view: counts, shares and places of every neuron."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from nnviz.experiment import LayerChoice
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.views.activations.dead_units import dead_units
from nnviz.views.activations.layer_charts import (
    BINS,
    LayerChart,
    histograms,
    measure_layers,
    sample_order,
    sample_strip,
)
from nnviz.views.activations.view import ActivationsView
from nnviz.views.plotting.colors import Colormap
from tests.snapshots import with_parts
from tests.views.drawn_views import is_like, seen, shown, snapshot

EIGHT_LAYERS = (LayerChoice(16),) * 8


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, ActivationsView, (800, 300))


def charts(as_pictures: bool = False, **choices: Any) -> list[LayerChart]:
    return measure_layers(snapshot("circle", 300, **choices), as_pictures, Colormap(Theme()))


def test_every_layer_after_the_inputs_has_a_chart() -> None:
    assert [chart.name for chart in charts()] == ["Hidden 1", "Hidden 2", "Output"]
    assert charts()[1].unit_names == ("h₂,₁", "h₂,₂", "h₂,₃")
    assert charts()[2].unit_names == ("ŷ",)


def test_every_sample_is_in_one_bin() -> None:
    for chart in charts():
        assert (chart.counts.sum(axis=1) == 150).all()


def test_bins_are_those_of_numpy() -> None:
    values = np.random.default_rng(0).uniform(-1, 1, (3, 500))
    for counts, row in zip(histograms(values, (-1.0, 1.0)), values, strict=True):
        assert list(counts) == list(np.histogram(row, BINS, (-1, 1))[0])


def test_the_ends_of_the_limits_are_counted() -> None:
    counts = histograms(np.array([[-1.0, 1.0, 1.0]]), (-1.0, 1.0))
    assert (counts[0, 0], counts[0, -1]) == (1, 2)


def test_dead_is_never_above_zero() -> None:
    assert list(dead_units(np.array([[0.0, 0.0], [0.0, 0.1]]))) == [True, False]


def test_the_share_saturated_is_written() -> None:
    shot = snapshot("circle", 300)
    share = float((np.abs(shot.parts["values"][1][0]) > 0.97).mean())
    assert charts()[0].unit_notes[0] == f"{100 * share:.0f} % saturated"


def test_dead_neurons_are_counted() -> None:
    relu = charts(hidden_layers=(LayerChoice(6, "relu"),))[0]
    dead = sum(note == "dead" for note in relu.unit_notes)
    assert relu.notes[-1] == f"{dead} dead of 6"


def test_a_linear_output_is_neither_dead_nor_saturated() -> None:
    chart = measure_layers(snapshot("plane", 50), False, Colormap(Theme()))[-1]
    assert chart.unit_notes == ("",)


def test_more_than_sixteen_neurons_are_counted_not_drawn() -> None:
    chart = charts(hidden_layers=(LayerChoice(20),))[0]
    assert (len(chart.unit_names), chart.omitted, len(chart.counts)) == (16, 4, 16)


def test_a_picture_has_a_row_a_neuron_and_a_column_a_sample() -> None:
    image = charts(as_pictures=True)[0].image
    assert image is not None
    assert (image.width(), image.height()) == (150, 4)


def test_a_pictures_samples_are_in_order_of_their_class() -> None:
    shot = snapshot("circle", 300)
    ordered = shot.data.train.y[sample_order(shot)]
    assert (np.diff(ordered) >= 0).all()
    image = charts(as_pictures=True)[0].image
    assert image is not None
    first = float(shot.parts["values"][1][0, sample_order(shot)[0]])
    wanted = Colormap(Theme()).color(first, (-1.0, 1.0))
    assert is_like(image.pixelColor(0, 0), wanted, 0)


def colors_in(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_bars_are_orange_below_and_blue_above(view: Any) -> None:
    view.draw(snapshot("circle", 300))
    found = colors_in(seen(view))
    assert {Theme().negative.name(), Theme().positive.name()} <= found


def test_the_switch_shows_pictures(view: Any) -> None:
    view.draw(snapshot("circle", 300))
    before = seen(view)
    view.set_options({"samples": True})
    assert view.options() == {"histograms": False, "samples": True}
    assert seen(view) != before
    assert view.hint.text() == "150 training samples, by class"


def test_pointing_at_a_neuron_is_told(view: Any, qtbot: QtBot) -> None:
    view.draw(snapshot("circle", 300))
    canvas = view.canvas
    place = canvas.cell(canvas.rows[1], 2).center()
    with qtbot.waitSignal(view.selected) as told:
        qtbot.mouseMove(canvas, place)
    assert told.args == [Selection().pointing_at(NeuronPlace(2, 2))]


def test_a_neuron_pointed_at_elsewhere_is_marked(view: Any) -> None:
    view.draw(snapshot("circle", 300))
    before = seen(view)
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 1)))
    assert seen(view) != before


def test_many_neurons_can_be_scrolled(view: Any) -> None:
    view.draw(snapshot("circle", 5, hidden_layers=EIGHT_LAYERS))
    area = view.findChild(QScrollArea)
    seen(view)
    assert area.verticalScrollBar().maximum() > 300
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [300, 480, 1100])
def test_no_chart_is_cut_off_at_the_side(qtbot: QtBot, width: int) -> None:
    view = shown(qtbot, ActivationsView, (width, 300))
    view.draw(snapshot("circle", 5, hidden_layers=EIGHT_LAYERS))
    seen(view)
    canvas = view.canvas
    for chart, row in zip(canvas.charts, canvas.rows, strict=True):
        cells = [canvas.cell(row, unit) for unit in range(len(chart.unit_names))]
        assert max(cell.right() for cell in cells) < canvas.width()
        assert all(row.body.contains(cell) for cell in cells)


def test_empty_it_says_what_will_be_there(view: Any) -> None:
    assert view.empty.isVisible()
    view.draw(snapshot("circle"))
    assert not view.empty.isVisible()


def test_samples_with_several_values_are_in_the_order_of_their_rows(view: Any) -> None:
    shot = snapshot("one_hot", 5)
    ones = shot.data.train.y[:, sample_order(shot)].argmax(axis=0)
    assert (np.diff(ones) >= 0).all()
    view.draw(shot)
    view.set_options({"samples": True})
    strip = sample_strip(shot, Colormap(Theme()))
    colours = [strip.pixelColor(x, 0).name() for x in range(strip.width())]
    assert len(set(colours)) == 8
    assert (colours[0], colours[-1]) == (Theme().negative.name(), Theme().positive.name())
    assert view.hint.text() == "150 training samples, by value"


@pytest.mark.parametrize(("width", "in_one_line"), [(240, False), (420, True)])
def test_notes_above_a_chart_do_not_overprint(qtbot: QtBot, width: int, in_one_line: bool) -> None:
    view = shown(qtbot, ActivationsView, (width, 300))
    view.draw(snapshot("circle", 300, hidden_layers=(LayerChoice(20, "relu"),)))
    seen(view)
    row = view.canvas.rows[0]
    assert (row.label.height() == 20) is in_one_line
    assert row.body.top() > row.label.bottom()


def test_values_that_are_still_the_same_are_not_drawn_again(
    view: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot, later = snapshot("circle", 300), snapshot("circle", 310)
    view.draw(shot)
    drawn: list[object] = []
    monkeypatch.setattr(view.canvas, "show_charts", lambda *given: drawn.append(given))
    view.draw(with_parts(later, values=shot.parts["values"]))
    assert not drawn
    view.draw(later)
    assert len(drawn) == 1


def test_values_that_come_late_are_drawn(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(replace(shot, parts={"metrics": shot.metrics}))
    assert not view.empty.isHidden()
    view.draw(shot)
    assert view.empty.isHidden()


@pytest.mark.parametrize("end", [1e308, 1.7e308, 5e-324])
def test_values_as_large_or_small_as_they_get_are_counted(end: float) -> None:
    values = np.array([[-end, -end, 0.0, end, np.inf, -np.inf, np.nan]])
    counts = histograms(values, (-end, end))
    near_zero = int(counts[0, BINS // 2 - 1 : BINS // 2 + 1].sum())
    assert (counts[0, 0], near_zero, counts[0, -1]) == (3, 2, 2)


def test_of_the_largest_values_half_the_bins_are_above_zero() -> None:
    shot = snapshot("circle", hidden_layers=(LayerChoice(2, "linear"),))
    values = tuple(layer * (1.7e308 / np.abs(layer).max()) for layer in shot.parts["values"])
    chart = measure_layers(with_parts(shot, values=values), False, Colormap(Theme()))[0]
    assert chart.turning_bin == BINS // 2
