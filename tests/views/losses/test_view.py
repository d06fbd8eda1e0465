"""The losses view: the lectures' figures, closed forms, an outlier by mouse, a click on a loss."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, with_dataset
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views.losses.judging import judged, pulls, shares
from nnviz.views.losses.view import LossesView, numbers_of

LINE = replace(with_dataset(Experiment(), "line"), hidden_layers=())


@pytest.fixture
def make(qtbot: QtBot) -> Callable[[Experiment], LossesView]:
    def made(experiment: Experiment) -> LossesView:
        view = LossesView(Theme())
        qtbot.addWidget(view)
        view.resize(640, 480)
        view.show_experiment(experiment)
        view.show()
        view.draw(TrainingRun(experiment).snapshot(LossesView.needs))
        return view

    return made


Make = Callable[[Experiment], LossesView]


@pytest.mark.parametrize("experiment", [LINE, Experiment()])
def test_own_example_shows_the_figures_of_the_lecture(make: Make, experiment: Experiment) -> None:
    view = make(experiment)
    view.set_options({"own_example": True})
    found = {key: view.table.values[key].text() for key in ("sse", "mse", "sae")}
    assert found == {"sse": "0.140000", "mse": "0.046667", "sae": "0.600000"}
    assert view.table.values["categorical_cross_entropy"].text() == "0.356675"
    view.targets.setText("0, 1")
    assert "as many numbers" in view.title.text()
    assert not view.table.values["sse"].isVisible()
    view.answers.setText("0.5, 3")
    assert view.table.values["sse"].text() == "4.250000"
    assert not view.table.values["categorical_cross_entropy"].isVisible()


@pytest.mark.parametrize("text", ["", "a, b", "1, inf"])
def test_what_is_no_list_of_numbers_is_none(text: str) -> None:
    assert numbers_of(text) is None


def test_values_shares_and_pulls_are_those_of_closed_forms() -> None:
    answers, targets = np.array([[1.0, 2.0, 3.0]]), np.array([[1.5, 2.0, 0.0]])
    keys = ("sse", "mse", "half_mse", "sae", "mae", "huber")
    values = judged(answers, targets, keys, None)
    wanted = (9.25, 9.25 / 3, 9.25 / 6, 3.5, 3.5 / 3, (0.125 + 2.5) / 3)
    assert list(values.values()) == pytest.approx(wanted)
    assert shares("mse", answers, targets, None) == pytest.approx(np.array([0.25, 0, 9]) / 9.25)
    assert pulls("sse", answers, targets, None)[0] == pytest.approx([-1, 0, 6])
    assert pulls("mae", answers, targets, None)[0] == pytest.approx([-1 / 3, 0, 1 / 3])
    assert pulls("huber", answers, targets, None)[0] == pytest.approx([-0.5 / 3, 0, 1 / 3])
    assert not shares("mse", answers, answers, None).any()


def test_a_dragged_point_changes_the_table_and_not_the_data(make: Make, qtbot: QtBot) -> None:
    view = make(LINE)
    chart, left = view.residuals, Qt.MouseButton.LeftButton
    before, text = view.table.values["sse"].text(), view.table.values["mse"].text()
    start = chart.place(2)
    with qtbot.assertNotEmitted(view.edited):
        QTest.mousePress(chart, left, pos=start.toPoint())
        QTest.mouseMove(chart, (start - QPointF(0, 30)).toPoint())
        QTest.mouseRelease(chart, left, pos=(start - QPointF(0, 30)).toPoint())
    assert view.what_if is not None
    assert view.what_if[0] == view.selection.shown.sample == 2
    assert view.put_back.isVisible()
    assert "point 3 at" in view.put_back.text()
    assert view.table.values["mse"].text() != text
    assert chart.shown is not None
    assert chart.shown.shares.sum() == pytest.approx(1)
    view.put_back.click()
    assert not view.put_back.isVisible()
    assert view.table.values["sse"].text() == before


def test_a_click_on_a_loss_makes_it_the_experiments(make: Make, qtbot: QtBot) -> None:
    view = make(LINE)
    with qtbot.waitSignal(view.edited) as edited:
        view.table.names["mae"].click()
    assert edited.args is not None
    assert edited.args[0].loss == "mae"
    assert not view.table.values["categorical_cross_entropy"].isVisible()


def test_of_classes_the_selected_sample_is_judged(make: Make) -> None:
    view = make(Experiment())
    assert view.title.text().startswith("Sample 1: ŷ = [")
    assert view.table.values["sse"].isVisible()
    assert not view.residuals.isVisible()


def test_the_strong_curve_is_the_experiments_own_loss_where_y_is_1(make: Make) -> None:
    view = make(LINE)  # learns by half the mean square
    view.set_options({"own_example": True})
    shown = view.curves.shown
    assert shown is not None
    assert shown.at == pytest.approx(0.7)
    assert shown.curves[shown.active] == pytest.approx((shown.x - 1) ** 2 / 2)
    view.targets.setText("0, -1, 0")
    assert view.curves.isVisible() is False


def test_another_table_of_data_forgets_the_dragged_point(make: Make) -> None:
    view = make(LINE)
    view.what_if = (0, 9.0)
    view.draw(TrainingRun(LINE).snapshot(LossesView.needs))
    assert view.what_if is None
