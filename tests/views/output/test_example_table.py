"""The output view of data with more than two inputs: a table of examples."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from nnviz.experiment import DataChoice, LayerChoice
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.output.example_table import ExampleTable, even_limits
from nnviz.views.output.view import OutputView
from nnviz.views.plotting.colors import Colormap
from tests.own_data import of_pictures
from tests.snapshots import with_parts
from tests.views.drawn_views import is_like, seen, shown, snapshot

INPUTS, VALUES, TARGETS = range(3)


def rows(steps: int = 400, **choices: Any) -> Snapshot:
    choices = {"hidden_layers": (LayerChoice(3),), "loss": "sse"} | choices
    return snapshot("one_hot", steps, **choices)


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    made = shown(qtbot, OutputView, (560, 480))
    made.draw(rows())
    seen(made)
    return made


def cell(table: ExampleTable, number: int, column: int, example: int) -> QPointF:
    """Return the upper left corner of a cell, a little inside."""
    places = {found: place for found, _, place in table._placed()}  # noqa: SLF001
    place = places[number]
    return place.area.topLeft() + QPointF(
        (column + 0.1) * place.cell[0], (example + 0.1) * place.cell[1]
    )


def point(qtbot: QtBot, table: ExampleTable, at: QPointF) -> None:
    qtbot.mouseMove(table, at.toPoint() + QPoint(1, 1))
    qtbot.mouseMove(table, at.toPoint())


def test_many_inputs_have_a_table_and_no_plot(view: Any) -> None:
    assert view.table.isVisible()
    assert not view.plot.isVisible()
    assert not any(box.isVisible() for box in view.findChildren(QCheckBox))
    assert view.title.text() == "ŷ for 8 samples"


@pytest.mark.parametrize("dataset", ["circle", "sine"])
def test_a_plot_comes_back_after_a_table(view: Any, dataset: str) -> None:
    view.draw(snapshot(dataset))
    assert view.plot.isVisible()
    assert not view.table.isVisible()
    assert all(box.isVisible() for box in view.findChildren(QCheckBox))


def test_every_cell_has_the_colour_of_its_number(view: Any) -> None:
    shot = rows()
    answers = shot.parts["responses"].layers[-1]
    image = view.table.grab().toImage()
    colors = Colormap(Theme(), Theme().region_strength)
    for unit, example in ((0, 0), (2, 5), (7, 7)):
        found = image.pixelColor(cell(view.table, VALUES, unit, example).toPoint())
        assert is_like(found, colors.color(answers[unit, example], (-1.0, 1.0)), 2)
        target = image.pixelColor(cell(view.table, TARGETS, unit, example).toPoint())
        assert is_like(target, colors.color(float(unit == example), (-1.0, 1.0)), 2)


def test_pointing_at_a_prediction_says_it_and_its_target(view: Any, qtbot: QtBot) -> None:
    shot = rows()
    point(qtbot, view.table, cell(view.table, VALUES, 2, 5))
    answer = shot.parts["responses"].layers[-1][2, 5]
    assert view.readout.text() == f"ŷ₃ {answer:.4f}   y₃ 0.0000"
    point(qtbot, view.table, cell(view.table, INPUTS, 5, 5))
    assert view.readout.text() == "x₆ 1.0000"
    view.table.leaveEvent(None)
    assert view.readout.text() == ""


def test_a_pointed_neuron_shows_its_layer_and_gives_it_back(view: Any, qtbot: QtBot) -> None:
    shot = rows()
    before = seen(view)
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 1)))
    assert view.title.text() == "h₁,₂ for 8 samples"
    point(qtbot, view.table, cell(view.table, VALUES, 2, 4))
    value = shot.parts["responses"].layers[1][2, 4]
    code = f"{value:.4f}".replace("-", "−")
    assert view.readout.text() == f"h₁,₃ {code}"
    view.table.leaveEvent(None)
    view.show_selection(Selection())
    assert seen(view) == before


def test_a_neuron_that_is_not_there_leaves_the_predictions(view: Any) -> None:
    view.show_selection(Selection().pointing_at(NeuronPlace(7, 0)))
    assert view.table.numbers == []
    assert "Predictions" in [part.title for _, part, _ in view.table._placed()]  # noqa: SLF001


def test_a_narrow_table_goes_without_the_inputs(qtbot: QtBot) -> None:
    view = shown(qtbot, OutputView, (270, 400))
    view.draw(rows())
    seen(view)
    placed = {number: place.area for number, _, place in view.table._placed()}  # noqa: SLF001
    assert set(placed) == {VALUES, TARGETS}
    assert placed[TARGETS].right() <= view.table.width()
    assert placed[VALUES].right() < placed[TARGETS].left()


def test_noise_is_in_the_inputs_only() -> None:
    noisy = rows(data=DataChoice("one_hot", noise=0.4))
    data = noisy.data
    np.testing.assert_array_equal(data.train_targets[:, data.examples], np.eye(8))
    assert np.abs(data.train.x[:, data.examples] - np.eye(8)).max() > 0.4


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_can_be_drawn(view: Any, value: float) -> None:
    shot = rows()
    layers = tuple(np.full_like(layer, value) for layer in shot.parts["responses"].layers)
    responses = replace(shot.parts["responses"], layers=layers)
    view.draw(with_parts(shot, responses=responses))
    seen(view)
    assert view.table.isVisible()


def test_one_example_is_a_table_of_one_line(qtbot: QtBot) -> None:
    view = shown(qtbot, OutputView)
    view.draw(rows(0, data=DataChoice("one_hot", samples=10, train_share=0.1)))
    assert view.title.text() == "ŷ for 1 sample"
    assert seen(view).pixelColor(5, 5) != QColor()


def test_zero_is_in_the_middle_of_even_limits() -> None:
    assert even_limits((0.0, 1.0)) == (-1.0, 1.0)
    assert even_limits((-3.0, 2.0)) == (-3.0, 3.0)
    assert even_limits((0.0, 0.0)) == (-1.0, 1.0)


def test_pixels_and_values_too_many_for_the_width_are_left_out(qtbot: QtBot) -> None:
    view = shown(qtbot, OutputView, (200, 300))
    pictures = of_pictures()
    view.draw(snapshot(pictures.data.dataset, data=pictures.data, features=pictures.features))
    table = view.table
    for width, parts in ((800, [INPUTS, VALUES, TARGETS]), (200, [VALUES, TARGETS])):
        table.resize(width, 300)
        assert [number for number, _, _ in table._placed()] == parts  # noqa: SLF001
    table._parts = tuple(  # noqa: SLF001
        part._replace(values=np.tile(part.values, (200, 1))) if number == INPUTS else part
        for number, part in enumerate(table._parts)  # noqa: SLF001
    )
    table.resize(800, 300)
    assert [number for number, _, _ in table._placed()] == [VALUES, TARGETS]  # noqa: SLF001


def test_numbers_that_do_not_fit_are_left_out(view: Any) -> None:
    table = view.findChild(ExampleTable)
    values = np.array([[0.123, -0.5]])
    assert table._texts(values, 60.0, 40.0)[0] == [["0.12", "−0.50"]]  # noqa: SLF001
    assert table._texts(values, 2.0, 40.0)[0] == []  # noqa: SLF001
