"""The lines are where the network's sums are 0; what is dragged goes out as edits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.lessons.reading import read_library
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views.boundaries.view import BoundariesView
from tests.lessons.test_lessons import NAMES

LINES = replace(with_dataset(Experiment(), "circle"), hidden_layers=(LayerChoice(4),))
Make = Callable[[TrainingRun], BoundariesView]


def gate(weights: list[float]) -> TrainingRun:
    stage = read_library(NAMES).lessons["perceptron-gates"].steps[1].stage()
    return TrainingRun(stage.experiment, initial=np.array(weights))


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(run: TrainingRun) -> BoundariesView:
        view = BoundariesView(Theme())
        qtbot.addWidget(view)
        view.resize(440, 520)
        view.show()
        view.draw(run.snapshot(BoundariesView.needs))
        view.grab()
        return view

    return made


def drag(view: BoundariesView, start: QPointF, end: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.canvas, left, pos=start.toPoint())
    QTest.mouseMove(view.canvas, end.toPoint())
    QTest.mouseRelease(view.canvas, left, pos=end.toPoint())


def pixel(view: BoundariesView, x: float, y: float) -> QPointF:
    assert view.found is not None
    return view.canvas.painter.place(view.canvas.size(), view.found).point(x, y)


@pytest.mark.parametrize("scaling", ["none", "min_max", "z_score"])
def test_lines_are_the_sums_of_the_first_layer(make: Make, scaling: str) -> None:
    run = TrainingRun(replace(LINES, scaling=scaling))
    run.advance(20)
    found = make(run).found
    assert found is not None
    x = run.data.train.x
    ones = np.ones((1, run.data.train.count))
    sums = run.network.weights[0] @ np.vstack([run.data.train_inputs, ones])
    np.testing.assert_allclose(np.array(found.lines) @ np.vstack([x, ones]), sums, atol=1e-9)


@pytest.mark.parametrize(("bias", "wrong"), [(-1.5, 2), (-0.5, 0)])
def test_wrong_points_of_or_are_counted(make: Make, bias: float, wrong: int) -> None:
    view = make(gate([1, 1, bias]))
    assert view.found is not None
    assert view.found.wrong_count == wrong
    assert view.count.text() == f"{wrong} points wrong"
    assert view.equation.text() == f"ŷ: 1.00 x₁ + 1.00 x₂ − {-bias:.2f} = 0"


def test_dragging_the_handle_changes_the_bias_alone(make: Make, qtbot: QtBot) -> None:
    view = make(gate([1, 1, -1.5]))
    (handle,) = view.canvas.handles()
    with qtbot.waitSignal(view.parameter_edited) as caught:
        drag(view, handle.place, pixel(view, 0.25, 0.25))
    assert caught.args[0] == 2
    assert caught.args[1] == pytest.approx(-0.5, abs=0.02)


def test_dragging_the_arrow_turns_the_line_about_its_handle(make: Make, qtbot: QtBot) -> None:
    view = make(gate([1, 1, -1.5]))
    (handle,) = view.canvas.handles()
    with qtbot.waitSignal(view.parameters_edited) as caught:
        drag(view, handle.tip, handle.place + QPointF(80, 0))
    new = dict(caught.args[0])
    assert [new[0], new[1]] == pytest.approx([np.sqrt(2), 0], abs=0.03)
    assert new[0] * 0.75 + new[1] * 0.75 + new[2] == pytest.approx(0)


def test_a_line_without_bias_cannot_be_moved(make: Make, qtbot: QtBot) -> None:
    view = make(TrainingRun(replace(LINES, hidden_layers=(LayerChoice(3, bias=False),))))
    with qtbot.assertNotEmitted(view.parameter_edited):
        drag(view, view.canvas.handles()[0].place, pixel(view, 2, 2))


def test_a_click_chooses_a_sample_and_the_keys_go_on(make: Make) -> None:
    view = make(gate([1, 1, -0.5]))
    chosen: list[Selection] = []
    view.selected.connect(chosen.append)
    at = pixel(view, *view.canvas._snapshot.data.train.x[:, 2].tolist())  # noqa: SLF001
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert [one.chosen.sample for one in chosen] == [2, 3]


def test_pointing_at_a_handle_lights_its_neuron_and_its_equation(make: Make) -> None:
    view = make(TrainingRun(LINES))
    assert view.equation.text() == ""
    handle = view.canvas.handles()[1]
    QTest.mouseMove(view.canvas, handle.place.toPoint())
    assert view.selection.pointed.neuron == NeuronPlace(1, handle.unit)
    assert view.equation.text().startswith(f"h₁,{'₁₂₃₄'[handle.unit]}: ")


def test_the_sentence_counts_the_cells(make: Make) -> None:
    view = make(TrainingRun(LINES))
    assert view.found is not None
    cells, (hold, both) = len(view.found.cells), view.found.held
    text = f"4 lines make {cells} cells here; {hold} hold data, {both} of them several classes"
    assert view.count.text().startswith(text)


def test_features_make_curves_without_handles(make: Make) -> None:
    view = make(TrainingRun(replace(LINES, features=("x1", "x1_squared"))))
    assert view.found is not None
    assert view.found.sums.shape[0] == 4
    assert view.canvas.handles() == []


@pytest.mark.parametrize("choices", [{"dataset": "sine"}, {"pieces": 2}, {"batch_norm": True}])
def test_where_there_are_no_lines_the_view_says_why(make: Make, choices: dict[str, Any]) -> None:
    experiment = with_dataset(Experiment(), choices.get("dataset", "circle"))
    if "batch_norm" in choices:
        experiment = replace(experiment, hidden_layers=(LayerChoice(3, batch_norm=True),))
    if "pieces" in choices:
        experiment = replace(experiment, hidden_layers=(LayerChoice(3, "linear", pieces=2),))
    view = make(TrainingRun(experiment))
    assert view.empty.isVisible()
    assert not view.canvas.isVisible()


@pytest.mark.parametrize("dataset", ["three_blobs", "plane"])
def test_several_classes_and_values_are_shown(make: Make, dataset: str) -> None:
    view = make(TrainingRun(with_dataset(Experiment(), dataset)))
    assert view.found is not None
    assert bool(view.found.wrong.size) == (dataset == "three_blobs")
