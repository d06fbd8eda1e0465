"""The output view: regions and curves in the right colours at the right places."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from nnviz.engine.analysis.decision_line import first_sums
from nnviz.experiment import LayerChoice
from nnviz.selection import NeuronPlace, Picked, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.output.view import OutputView
from nnviz.views.plotting.colors import Colormap, response_limits, winners
from nnviz.views.plotting.points import test_marker as holed
from nnviz.views.plotting.points import train_marker
from tests.own_data import of_bodies, of_pictures
from tests.snapshots import with_parts
from tests.views.drawn_views import is_like, place_of, seen, shown, snapshot

CORNERS = [(-5.7, -5.7), (5.7, -5.7), (-5.7, 5.7), (5.7, 5.7)]
NOTHING = frozenset[str]()


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, OutputView)


def switch(view: OutputView, name: str) -> QCheckBox:
    box = view.findChild(QCheckBox, name)
    assert isinstance(box, QCheckBox)
    return box


def color_at(view: Any, x: float, y: float) -> QColor:
    return seen(view).pixelColor(place_of(view, view.plot, x, y))


def expected(shot: Snapshot, x: float, y: float) -> QColor:
    """Return the colour of the network's answer at a place, computed from the network itself."""
    answer = shot.network.predict(shot.data.inputs(np.array([[x], [y]])))
    colors = Colormap(Theme(), Theme().region_strength)
    if len(answer) == 1:
        return colors.color(float(answer[0, 0]), shot.data.target_range)
    return QColor.fromRgb(int(colors.regions(answer, shot.data.target_range)[0]))


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "plane"])
@pytest.mark.parametrize("place", CORNERS)
def test_the_plane_has_the_color_of_the_answer(
    view: Any, dataset: str, place: tuple[float, float]
) -> None:
    shot = snapshot(dataset, 150)
    view.points.train.hide()
    view.points.test.hide()
    view.draw(shot)
    view.points.test.hide()
    assert is_like(color_at(view, *place), expected(shot, *place))


def test_up_is_up(view: Any) -> None:
    shot = snapshot("circle")
    view.draw(shot)
    view.show_selection(Selection().pointing_at(NeuronPlace(0, 1)))
    top, bottom = color_at(view, 5.8, 5.8), color_at(view, 5.8, -5.8)
    assert top.blue() > top.red()
    assert bottom.red() > bottom.blue()


def test_a_winning_class_is_paler_where_another_is_close() -> None:
    colors = Colormap(Theme())
    outputs = np.array([[1.0, 0.5], [0.0, 0.5], [0.0, 0.0]])
    sure, unsure = (QColor.fromRgb(int(pixel)) for pixel in colors.regions(outputs, (0.0, 1.0)))
    assert is_like(sure, Theme().class_colors[0], 2)
    assert unsure.saturation() < sure.saturation() / 3


def test_the_winner_is_the_highest_and_leads_the_second() -> None:
    outputs = np.random.default_rng(0).normal(size=(4, 30, 20))
    winner, lead = winners(outputs)
    ordered = np.sort(outputs, axis=0)
    assert (winner == outputs.argmax(axis=0)).all()
    assert np.allclose(lead, ordered[-1] - ordered[-2])


def test_a_pointed_neuron_takes_the_plane_and_gives_it_back(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    before = seen(view)
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 2)))
    assert view.title.text() == "h₁,₃ over x₁, x₂"
    assert seen(view) != before
    view.show_selection(Selection())
    assert view.title.text() == "ŷ over x₁, x₂"
    assert seen(view) == before


@pytest.mark.parametrize("place", [NeuronPlace(7, 0), NeuronPlace(1, 400)])
def test_a_neuron_that_is_not_there_leaves_the_answer(view: Any, place: NeuronPlace) -> None:
    view.draw(snapshot("circle"))
    view.show_selection(Selection().pointing_at(place))
    assert view.title.text() == "ŷ over x₁, x₂"


def test_test_points_can_be_hidden(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    with_test = seen(view)
    switch(view, "show_test_data").setChecked(False)
    assert not view.points.test.isVisible()
    assert seen(view) != with_test


def test_points_are_made_once_for_the_same_data(view: Any) -> None:
    view.draw(snapshot("circle"))
    made = view.points.train.data
    view.draw(replace(snapshot("circle"), iteration=7))
    assert view.points.train.data is made
    view.draw(snapshot("spiral"))
    assert view.points.train.data is not made


def test_points_at_a_few_places_are_larger(view: Any) -> None:
    view.draw(snapshot("circle"))
    usual = view.points.train.opts["size"]
    view.draw(snapshot("corners"))
    assert view.points.train.opts["size"] > 1.4 * usual
    view.draw(snapshot("spiral"))
    assert view.points.train.opts["size"] == usual


def test_a_point_has_its_classs_color(view: Any) -> None:
    shot = snapshot("three_blobs")
    view.draw(shot)
    fills = [spot.brush().color() for spot in view.points.train.points()]
    classes = shot.data.train.y.astype(int)
    assert fills == [Theme().class_colors[number] for number in classes]


def test_no_two_classes_look_alike_without_color() -> None:
    shapes = [marker(number) for marker in (train_marker, holed) for number in range(5)]
    assert all(a != b for k, a in enumerate(shapes) for b in shapes[k + 1 :])


@pytest.mark.parametrize("number", range(5))
def test_a_test_point_has_the_outline_of_its_class_and_a_hole(number: int) -> None:
    assert holed(number).boundingRect() == train_marker(number).boundingRect()
    assert train_marker(number).contains(QPointF(0, 0))
    assert not holed(number).contains(QPointF(0, 0))


def test_the_sample_looked_at_is_ringed_within_its_batch(view: Any) -> None:
    shot = snapshot("circle", 3, samples=2)
    view.draw(shot)
    column = shot.sample_column
    assert column is not None
    x, y = view.points.sample.getData()
    assert [*x, *y] == [*shot.data.train.x[:, column]]
    assert len(view.points.batch.getData()[0]) == 10
    view.draw(snapshot("circle", 3))
    assert not view.points.sample.isVisible()


@pytest.mark.parametrize(("rate", "lit"), [(0.0, False), (1.0, True), (10.0, True), (50.0, False)])
def test_the_batch_is_lit_while_training_is_slow(view: Any, rate: float, lit: bool) -> None:
    shot = replace(snapshot("circle", 3), steps_per_second=rate)
    view.draw(shot)
    assert view.points.batch.isVisible() is lit
    if lit:
        x, _ = view.points.batch.getData()
        assert x.tolist() == shot.data.train.x[0, shot.batch].tolist()


def test_a_sample_that_is_selected_is_ringed_alone(view: Any) -> None:
    view.show_selection(Selection(chosen=Picked(sample=7)))
    shot = snapshot("circle", 3)
    view.draw(shot)
    x, y = view.points.sample.getData()
    assert [*x, *y] == [*shot.data.train.x[:, 7]]
    assert len(view.points.batch.getData()[0]) == 0


def test_one_input_is_a_curve_of_the_answers(view: Any) -> None:
    shot = snapshot("sine", 200)
    view.draw(shot)
    x, y = view.curve.getData()
    assert np.allclose(y, shot.network.predict(shot.data.inputs(x[np.newaxis]))[0])
    assert not view.image.isVisible()
    assert view.title.text() == "ŷ over x₁"


def test_a_plane_comes_back_after_a_curve(view: Any) -> None:
    view.draw(snapshot("sine"))
    view.draw(snapshot("circle"))
    assert view.image.isVisible()
    assert not view.curve.isVisible()
    box = view.plot.getPlotItem().getViewBox()
    assert np.allclose(box.viewRange(), [[-6, 6], [-6, 6]])


@pytest.mark.parametrize("size", [(300, 300), (480, 420), (900, 700)])
def test_the_plane_is_square_at_every_size(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = shown(qtbot, OutputView, size)
    view.draw(snapshot("circle"))
    box = view.plot.getPlotItem().getViewBox().sceneBoundingRect()
    assert box.width() == pytest.approx(box.height(), abs=1)
    assert box.width() > 0.4 * size[1]


def test_pointing_says_the_numbers_there(view: Any, qtbot: QtBot) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    place = place_of(view, view.plot, 1.0, -2.0)
    viewport = view.plot.viewport()
    qtbot.mouseMove(viewport, viewport.mapFrom(view, place + QPoint(1, 1)))
    qtbot.mouseMove(viewport, viewport.mapFrom(view, place))
    x1, x2 = view.pointed
    assert (x1, x2) == pytest.approx((1.0, -2.0), abs=0.1)
    answer = float(shot.network.predict(shot.data.inputs(np.array([[x1], [x2]])))[0, 0])
    numbers = f"x₁ {x1:.4f}   x₂ {x2:.4f}   ŷ {answer:.4f}"
    assert view.readout.text() == numbers.replace("-", "−")


def test_a_readout_that_does_not_fit_names_the_winner(qtbot: QtBot) -> None:
    view = shown(qtbot, OutputView, (300, 300))
    view.draw(snapshot("three_blobs", 300))
    view.point_at((-3.0, -2.0))
    assert view.readout.text().count("ŷ") == 1


def test_empty_it_says_what_to_do(view: Any) -> None:
    assert view.empty.isVisible()
    assert "data" in view.empty.text()
    view.draw(snapshot("circle"))
    assert not view.empty.isVisible()


def test_answers_that_are_not_finite_can_be_drawn(view: Any) -> None:
    shot = snapshot("circle")
    layers = tuple(np.full_like(layer, np.nan) for layer in shot.parts["responses"].layers)
    responses = replace(shot.parts["responses"], layers=layers)
    view.draw(with_parts(shot, responses=responses))
    assert is_like(color_at(view, 5.8, 5.8), Theme().color("neutral"))


def test_without_responses_the_points_are_there(view: Any) -> None:
    shot = snapshot("circle")
    view.draw(replace(shot, parts={"metrics": shot.metrics}))
    assert len(view.points.train.getData()[0]) == 150


def finite(x: Any, y: Any) -> tuple[Any, Any]:
    """Return the points of a curve without its gaps."""
    there = np.isfinite(x)
    return x[there], y[there]


def test_hidden_boundaries_are_zero_lines_of_the_sums(view: Any) -> None:
    shot = snapshot("circle", 300, features=("x1", "x2", "x1_squared"))
    view.draw(shot)
    switch(view, "hidden_boundaries").setChecked(True)
    x, y = finite(*view.boundaries.getData())
    weights = shot.network.weights[0]
    sums = weights[:, :-1] @ shot.data.inputs(np.stack([x, y])) + weights[:, -1:]
    assert len(x) > 20
    assert np.abs(sums).min(axis=0).max() < 0.02


@pytest.mark.parametrize(
    ("layer", "near"),
    [
        (LayerChoice(4, "relu", bias=False), 1e-9),
        (LayerChoice(4, batch_norm=True), 1e-9),
        (LayerChoice(4, "linear", pieces=3), 0.05),  # bent between the points of the grid
    ],
)
def test_hidden_boundaries_are_where_the_activation_is_given_0(
    view: Any, layer: LayerChoice, near: float
) -> None:
    shot = snapshot("circle", 300, hidden_layers=(layer, LayerChoice(2)))
    view.draw(shot)
    switch(view, "hidden_boundaries").setChecked(True)
    x, y = finite(*view.boundaries.getData())
    sums = first_sums(shot.network, shot.data.inputs(np.stack([x, y])))
    assert len(x) >= 2
    assert np.abs(sums).min(axis=0).max() < near


@pytest.mark.parametrize(("activation", "limits"), [("tanh", (-1.0, 1.0)), ("sigmoid", (0.0, 1.0))])
def test_a_bounded_neuron_has_its_own_limits(activation: str, limits: tuple[float, float]) -> None:
    shot = snapshot("circle", hidden_layers=(LayerChoice(2, activation),))
    assert response_limits(shot, 1, np.array([0.3])) == limits


def test_an_unbounded_neuron_is_neutral_at_zero() -> None:
    shot = snapshot("circle", hidden_layers=(LayerChoice(2, "relu"),))
    assert response_limits(shot, 1, np.array([0.0, 3.0])) == (-3.0, 3.0)


def test_an_output_of_a_class_is_enlarged_in_the_colours_of_that_class(qtbot: QtBot) -> None:
    view = shown(qtbot, OutputView)
    frame = snapshot(dataset="three_blobs", steps=800)
    view.draw(frame)
    own = Colormap(Theme(), Theme().region_strength)
    for unit, values in enumerate(frame.parts["responses"].layers[-1]):
        view.show_selection(
            Selection().pointing_at(NeuronPlace(len(frame.network.sizes) - 1, unit))
        )
        row, column = (int(at) for at in np.unravel_index(values.argmax(), values.shape))
        full = QColor.fromRgb(int(own.of_class(unit, np.ones(1), (0.0, 1.0))[0]))
        assert is_like(view.image.image.pixelColor(column, row), full, 20)


def test_the_plot_is_as_wide_as_the_data(view: Any) -> None:
    box = view.plot.getPlotItem().getViewBox()
    view.draw(snapshot("corners"))
    assert np.allclose(box.viewRange(), [[-2, 2], [-2, 2]])
    view.draw(snapshot("square", 200))
    assert box.viewRange()[0] == [-2, 2]
    x, _ = view.curve.getData()
    assert (x[0], x[-1]) == (-2, 2)
    view.draw(snapshot("circle"))
    assert np.allclose(box.viewRange(), [[-6, 6], [-6, 6]])


def test_own_points_are_drawn_over_their_columns(view: Any) -> None:
    bodies = of_bodies().data
    view.draw(snapshot(bodies.dataset, data=bodies))
    box = view.plot.getPlotItem().getViewBox()
    assert [list(span) for span in box.viewRange()] == [[140, 200], [40, 110]]
    assert view.title.text() == "ŷ over height, weight"
    view.point_at((170.0, 60.0))
    assert view.readout.text().startswith("height 170.0000   weight 60.0000")


def test_the_plane_over_columns_has_the_colour_of_the_answer(view: Any) -> None:
    bodies = of_bodies()
    shot = snapshot(bodies.data.dataset, 150, data=bodies.data, scaling="z_score")
    view.points.train.hide()
    view.points.test.hide()
    view.draw(shot)
    view.points.test.hide()
    for place in ((142.0, 43.0), (198.0, 107.0)):
        assert is_like(color_at(view, *place), expected(shot, *place))


def test_own_pictures_are_a_table_of_their_pixels(view: Any) -> None:
    pictures = of_pictures()
    view.draw(snapshot(pictures.data.dataset, data=pictures.data, features=pictures.features))
    assert view.table.isVisible()


def test_answers_that_are_still_the_same_are_not_drawn_again(
    view: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot, later = snapshot("circle", 300), snapshot("circle", 310)
    view.draw(shot)
    drawn: list[object] = []
    monkeypatch.setattr(view.image, "show_image", lambda *given: drawn.append(given))
    view.draw(with_parts(later, responses=shot.parts["responses"]))
    assert not drawn
    view.draw(later)
    monkeypatch.setattr(view.decided, "show_decisions", lambda *given: drawn.append(given))
    view.set_options({"discretise": True})  # the same answers, drawn otherwise
    assert len(drawn) == 2
