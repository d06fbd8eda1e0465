"""The loss surface view: the figures of the lecture, and surfaces against the loss itself."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.experiment import Experiment, with_dataset
from nnviz.selection import Edge, Selection
from nnviz.training.loss_surface import Surface
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS
from nnviz.views.surface.asked import limits_of
from nnviz.views.surface.contours import levels_of
from nnviz.views.surface.view import SurfaceView
from tests.views.drawn_views import seen, shown

NOISY = replace(
    with_dataset(Experiment(), "noisy_line"),
    hidden_layers=(),
    optimizer="sgd",
    learning_rate=0.01,
    loss="mse",
    batch_size=None,
)


def by_hand(steps: int) -> Snapshot:
    """Return the moment of the lesson `slope-by-hand` after so many steps."""
    model = trained_ahead("slope-by-hand", lesson_step("slope-by-hand", 1))
    run = TrainingRun.resumed(model.experiment, model.state)
    run.advance(steps)
    return run.snapshot(PARTS)


def noisy(steps: int = 30) -> Snapshot:
    run = TrainingRun(NOISY)
    run.advance(steps)
    return run.snapshot(PARTS)


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, SurfaceView, (680, 616))


def test_the_figures_of_the_lecture_at_step_5(view: Any) -> None:
    view.draw(by_hand(5))
    curve = view.curve_chart.curve
    assert f"{curve.here:.4f}" == "1.4393"
    assert f"{curve.loss:.4f}" == "3.4582"
    assert f"{curve.step:.4f}" == "0.1234"
    assert view.curve_chart.slope_text == "slope −12.3354"
    assert curve.sentence == "negative: the cost falls to the right"
    assert curve.iterations == [0, 1, 2, 3, 4]
    assert "All of the loss" in view.hint.text()


def test_a_curve_is_the_loss_with_the_parameter_moved(view: Any) -> None:
    shot = by_hand(3)
    view.draw(shot)
    curve, surface, moved = view.curve_chart.curve, Surface(shot), shot.parameters.copy()
    for number, loss in list(zip(curve.numbers, curve.losses, strict=True))[::20]:
        moved[0] = number
        assert abs(surface.value(moved) - loss) <= 1e-12 * max(1.0, loss)


def test_all_past_steps_lie_on_the_curve_of_the_only_parameter(view: Any) -> None:
    view.draw(by_hand(5))
    curve = view.curve_chart.curve
    near = np.interp(curve.past[:, 0], curve.numbers, curve.losses)
    np.testing.assert_allclose(near, curve.past[:, 1], atol=0.01)


def test_a_slice_says_that_it_is_one(view: Any) -> None:
    view.draw(noisy())
    assert view.hint.text() == (
        "A slice: the other parameters (1) are as at step 30. "
        "Past steps lie on other slices and are not drawn."
    )
    assert not view.curve_chart.curve.past.size


def test_the_selected_weight_is_shown_first(view: Any) -> None:
    snapshot = noisy()
    view.draw(snapshot)
    assert view.curve_chart.curve.name == "w"
    view.select(Selection().choosing(Edge(1, 0, 1)))
    assert view.places == (1,)
    assert view.curve_chart.curve.name == "b"


def test_a_click_on_the_curve_asks_for_the_number_there(view: Any, qtbot: QtBot) -> None:
    view.draw(by_hand(5))
    place = view.curve_chart.axes().point(1.0, 10.0).toPoint()
    with qtbot.waitSignal(view.parameter_edited) as asked:
        qtbot.mouseClick(view.curve_chart, Qt.MouseButton.LeftButton, pos=place)
    assert asked.args[0] == 0
    assert asked.args[1] == pytest.approx(1.0, abs=0.01)


def test_two_parameters_are_a_map_of_the_loss(view: Any, qtbot: QtBot) -> None:
    shot = noisy()
    view.set_options({"two_parameters": True})
    view.draw(shot)
    qtbot.waitUntil(lambda: view.map_chart.map is not None)
    found = view.map_chart.map
    assert found.names == ("w", "b")
    measured, surface = found.measured, Surface(shot)
    for row, column in ((0, 0), (17, 42), (59, 59)):
        here = np.array([measured.across[column], measured.up[row]])
        assert surface.value(here) == pytest.approx(measured.losses[row, column], rel=1e-12)
    np.testing.assert_array_equal(found.way[-1], shot.parameters)
    assert len(found.way) == 31


def test_a_click_on_the_map_asks_for_both_numbers(view: Any, qtbot: QtBot) -> None:
    view.set_options({"two_parameters": True})
    view.draw(noisy())
    qtbot.waitUntil(lambda: view.map_chart.map is not None)
    seen(view)
    axes, asked = view.map_chart.axes(), []
    view.parameters_edited.connect(asked.extend)
    middle = axes.area.center().toPoint()
    qtbot.mouseClick(view.map_chart, Qt.MouseButton.LeftButton, pos=middle)
    assert [place for place, _ in asked] == [0, 1]
    wanted = axes.numbers(axes.area.center())
    np.testing.assert_allclose([n for _, n in asked], wanted, rtol=0.02, atol=0.02)


def test_random_directions_name_their_source_and_pass_through_the_present(
    view: Any, qtbot: QtBot
) -> None:
    run = TrainingRun(Experiment())
    run.advance(3)
    view.set_options({"random_directions": True})
    view.draw(run.snapshot(PARTS))
    qtbot.waitUntil(lambda: view.map_chart.map is not None)
    assert "Li et al. 2018" in view.hint.text()
    np.testing.assert_allclose(view.map_chart.map.way[-1], 0.0, atol=1e-9)


def test_the_old_picture_stays_until_the_new_one_is_there(view: Any, qtbot: QtBot) -> None:
    run = TrainingRun(Experiment())
    view.set_options({"two_parameters": True})
    view.draw(run.snapshot(PARTS))
    qtbot.waitUntil(lambda: view.map_chart.map is not None)
    before = view.map_chart.map.measured
    run.advance(5)
    view.draw(run.snapshot(PARTS))
    assert view.map_chart.map.measured is before
    qtbot.waitUntil(lambda: view.map_chart.map.measured.snapshot.iteration == 5)


def test_limits_leave_more_room_beyond_the_end() -> None:
    assert limits_of(np.array([0.0, 1.0])) == pytest.approx((-0.08, 1.56))
    assert limits_of(np.array([1.0, 0.0])) == pytest.approx((-0.56, 1.08))
    assert limits_of(np.array([2.0])) == (-1.0, 5.0)
    assert limits_of(np.array([0.2, 0.9]), (-0.08, 1.56)) == (-0.08, 1.56)
    assert limits_of(np.array([np.nan])) == (-1.0, 1.0)


def test_bands_are_between_round_levels() -> None:
    levels = levels_of(np.arange(3600.0).reshape(60, 60))
    assert len(levels) == 12
    assert levels == sorted({float(f"{level:.2g}") for level in levels})
    assert levels_of(np.full((3, 3), np.nan)) == []


def test_weights_beyond_all_bounds_leave_a_sentence(view: Any) -> None:
    view.draw(by_hand(5))
    run = TrainingRun(NOISY)
    run.network.parameters[...] = 1e200
    view.draw(run.snapshot(PARTS))
    assert view.empty.isVisible()
    assert "beyond all bounds" in view.empty.text()
