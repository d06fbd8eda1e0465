"""The weights view: its cells, ridges and product, and edits in it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, LayerChoice
from nnviz.selection import Edge, NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.colors import Colormap
from nnviz.views.weights.panels import cell_text, panels_of, product_name
from nnviz.views.weights.ridges import BINS, chosen_moments, densities, reach_of
from nnviz.views.weights.view import WeightsView
from tests.views.drawn_views import is_like, seen, shown, snapshot

LINEAR = (LayerChoice(4, "linear"), LayerChoice(3, "linear"))


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, WeightsView, (900, 420))


def chain() -> Snapshot:
    return snapshot(
        "circle", 30, hidden_layers=LINEAR, output_activation="linear", learning_rate=0.01
    )


def test_a_panel_is_the_matrix_of_its_layer() -> None:
    shot = snapshot("circle", 30)
    for panel, weights in zip(panels_of(shot, None), shot.network.weights, strict=True):
        np.testing.assert_array_equal(panel.values, weights)
        for (row, column), value in np.ndenumerate(weights):
            assert shot.parameters[panel.place(row, column)] == value
            edge = panel.edge(row, column)
            assert edge is not None
            assert panel.cell_of(edge) == (row, column)


def test_an_absent_bias_has_no_column() -> None:
    shot = snapshot("circle", hidden_layers=(LayerChoice(4, bias=False),))
    first, second = panels_of(shot, None)
    assert (first.shape, second.shape) == ("4 × 2", "1 × 5")
    assert first.column_names == ("x₁", "x₂")
    assert second.column_names == ("1", "2", "3", "4", "b")


def test_cells_have_the_colours_of_their_weights(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    image, canvas, colors = seen(view), view.canvas, Colormap(Theme())
    for k, panel in enumerate(canvas.panels):
        cell = canvas.cell(k, 0, 0)
        place = canvas.mapTo(view, cell.topLeft().toPoint())
        found = image.pixelColor(place.x() + 3, place.y() + 3)
        assert is_like(found, colors.color(float(panel.values[0, 0]), (-1.0, 1.0)), 3)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.314, "0.31"), (-1.0, "−1.00"), (-0.001, "0.00"), (123.4, "123"), (-2e7, "−2e7")],
)
def test_numbers_have_two_decimals(value: float, text: str) -> None:
    assert cell_text(value) == text


def test_pointing_tells_weight_gradient_and_past(view: Any, qtbot: QtBot) -> None:
    shot = snapshot("circle", 31)
    view.draw(shot)
    seen(view)
    with qtbot.waitSignal(view.selected) as told:
        qtbot.mouseMove(view.canvas, view.canvas.cell(0, 1, 0).center().toPoint())
    assert told.args[0].pointed.part == Edge(1, 1, 0)
    assert view.wishes == {"last_step"}
    gradient = shot.parts["last_step"].trace.gradients[0][1, 0]
    words = view.words.text()
    assert words.startswith(f"w  x₁ → h₁,₂ = {shot.network.weights[0][1, 0]:.4f}".replace("-", "−"))
    assert f"{gradient:.4f}".replace("-", "−") in words
    assert "at the start" in words


def test_a_click_chooses_the_neuron_and_edits_the_number(view: Any, qtbot: QtBot) -> None:
    shot = snapshot("circle", 30)
    view.show_experiment(shot.experiment)
    view.draw(shot)
    seen(view)
    cell = view.canvas.cell(1, 2, 1).center().toPoint()
    with qtbot.waitSignal(view.selected) as told:
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=cell)
    assert told.args[0].chosen.part == NeuronPlace(2, 2)
    with qtbot.waitSignal(view.parameter_edited) as edited:
        QTest.keyClicks(view.canvas.edit, "1/4")
        QTest.keyClick(view.canvas.edit, Qt.Key.Key_Return)
    assert edited.args == [view.canvas.panels[1].place(2, 1), 0.25]


def test_a_neuron_chosen_elsewhere_is_framed(view: Any) -> None:
    view.draw(snapshot("circle", 30))
    before = seen(view)
    view.show_selection(Selection().choosing(NeuronPlace(1, 2)))
    assert seen(view) != before


def test_the_product_stands_beside_the_network(view: Any) -> None:
    shot = chain()
    view.draw(shot)
    view.set_options({"product": True})
    assert view.wishes == {"linear_chain"}
    product = view.canvas.panels[-1].values
    first, second, third = shot.network.weights
    np.testing.assert_allclose(
        product[:, :-1], third[:, :-1] @ second[:, :-1] @ first[:, :-1], rtol=1e-12
    )
    assert "Greatest difference" in view.words.text()
    assert "e-1" in view.words.text()
    assert product_name(3) == "W₃W₂W₁"


def test_what_bends_has_no_product_and_it_says_why(view: Any) -> None:
    view.draw(snapshot("circle", 30))
    view.set_options({"product": True})
    assert view.words.text().startswith("There is no such product: the activation of Hidden 1")
    view.draw(snapshot("circle", hidden_layers=(LayerChoice(2, "linear", pieces=2),)))
    assert "maxout" in view.words.text()


def test_a_ridge_is_high_where_weights_are() -> None:
    found = densities(np.array([[0.5] * 20, [-0.5] * 20, [np.nan] * 20]), 1.0)
    assert abs(int(found[0].argmax()) - BINS * 3 // 4) <= 1
    assert abs(int(found[1].argmax()) - BINS // 4) <= 1
    assert list(found.max(axis=1)) == [1.0, 1.0, 0.0]


def test_the_axis_of_ridges_holds_all_weights() -> None:
    assert reach_of(np.array([0.1, -1.7])) == 2.0
    assert reach_of(np.array([0.1])) == 1.0
    assert reach_of(np.array([np.nan, 1e300])) == 1e12
    assert list(chosen_moments(np.arange(17.0))) == [0, 2, 4, 6, 8, 10, 12, 14, 16]


def test_large_layers_are_scaled_into_the_view(view: Any) -> None:
    run = TrainingRun(replace(Experiment(), hidden_layers=(LayerChoice(200), LayerChoice(200))))
    view.draw(run.snapshot({"weight_past"}))
    assert not seen(view).isNull()
    assert all(area.bottom() < view.canvas.height() for area in view.canvas.cells)
