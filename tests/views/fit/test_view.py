"""What the fit view draws is what the run says; what is done in it goes out as edits."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.data.sources import SOURCES
from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_dataset
from nnviz.language import set_language
from nnviz.lessons.reading import read_library
from nnviz.selection import NeuronPlace, Picked, Selection
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.views.fit.components import components_of, has_components
from nnviz.views.fit.view import FitView
from tests.cut_texts import cut_texts
from tests.lessons.test_lessons import NAMES

SUM = replace(
    with_dataset(Experiment(), "sine"),
    data=DataChoice("sine", samples=40),
    hidden_layers=(LayerChoice(5),),
)


def shown(run: TrainingRun) -> Snapshot:
    return run.snapshot(FitView.needs)


def by_hand(steps: int = 5) -> TrainingRun:
    """Return the run of the lesson on the slope after so many steps."""
    stage = read_library(NAMES).lessons["slope-by-hand"].steps[0].stage()
    run = TrainingRun(stage.experiment, initial=stage.weights)
    run.advance(steps)
    return run


@pytest.fixture
def make(qtbot: QtBot) -> Callable[[TrainingRun], FitView]:
    def made(run: TrainingRun) -> FitView:
        view = FitView(Theme())
        qtbot.addWidget(view)
        view.resize(440, 520)
        view.show_experiment(run.experiment)
        view.show()
        view.draw(shown(run))
        return view

    return made


def at(view: FitView, x: float, y: float) -> QPointF:
    assert view.fit is not None
    return view.canvas.painter.place(view.canvas.size(), view.fit).point(x, y)


def drag(view: FitView, start: QPointF, *ends: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.canvas, left, pos=start.toPoint())
    for end in ends:
        QTest.mouseMove(view.canvas, end.toPoint())
    QTest.mouseRelease(view.canvas, left, pos=ends[-1].toPoint())


def test_the_numbers_of_the_lesson_after_five_steps(make: Callable[[TrainingRun], FitView]) -> None:
    view = make(by_hand())
    fit = view.fit
    assert fit is not None
    assert fit.formula == "ŷ = 1.4393 · x"
    assert (fit.span, fit.range) == ((0, 6), (0, 12))
    third = fit.points[0].tolist().index(3)
    assert fit.predicted[third] == pytest.approx(4.3179, abs=5e-5)
    assert fit.errors[third] == pytest.approx(-1.6821, abs=5e-5)
    assert fit.next_answers is not None
    assert fit.next_answers[-1] == pytest.approx(6 * 1.5627, abs=5e-4)
    assert not fit.tests[0].size  # they are the same points


def test_the_next_line_is_where_the_next_step_goes(make: Callable[[TrainingRun], FitView]) -> None:
    run = by_hand()
    view = make(run)
    assert view.fit is not None
    expected = view.fit.next_answers
    run.step()
    view.draw(shown(run))
    np.testing.assert_allclose(view.fit.answers, expected, rtol=1e-15)


def test_while_training_fast_there_is_no_next_line(make: Callable[[TrainingRun], FitView]) -> None:
    view = make(by_hand())
    view.draw(replace(shown(by_hand()), steps_per_second=500.0))
    assert view.fit is not None
    assert view.fit.next_answers is None


def test_the_formula_has_the_bias_and_none_where_the_answer_is_bent(
    make: Callable[[TrainingRun], FitView],
) -> None:
    line = replace(with_dataset(Experiment(), "line"), hidden_layers=())
    run = TrainingRun(line, initial=np.array([0.25, -1.5]))
    view = make(run)
    assert view.fit is not None
    assert view.fit.formula == "ŷ = 0.2500 · x₁ − 1.5000"
    view.draw(shown(TrainingRun(SUM)))
    assert view.fit.formula == ""


def test_a_click_on_a_point_and_the_arrow_keys_choose_a_sample(
    make: Callable[[TrainingRun], FitView],
) -> None:
    view = make(by_hand())
    chosen: list[Selection] = []
    view.selected.connect(chosen.append)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, 3, 6).toPoint())
    assert view.fit is not None
    x = view.fit.points[0]
    sample = chosen[-1].chosen.sample
    assert sample is not None
    assert x[sample] == 3
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    sample = chosen[-1].chosen.sample
    assert sample is not None
    assert x[sample] == 4
    for _ in range(9):
        QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    sample = view.selection.chosen.sample
    assert sample is not None
    assert x[sample] == 1
    count = len(chosen)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, 5.5, 1).toPoint())
    assert len(chosen) == count


def test_terms_and_bias_sum_up_to_the_answer() -> None:
    run = TrainingRun(replace(SUM, scaling="z_score"))
    run.advance(40)
    snapshot = shown(run)
    parts = components_of(snapshot, snapshot.parts["responses"])
    total = parts.terms.sum(axis=0) + parts.bias
    np.testing.assert_allclose(total, snapshot.parts["responses"].layers[-1][0], atol=1e-12)
    for unit, centre in enumerate(parts.centres):  # w·x + b = 0 there, in the data's own x
        assert centre is not None
        w, b = snapshot.network.weights[0][unit]
        (scaled,) = snapshot.data.inputs(np.array([[centre]]))[0]
        assert w * scaled + b == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "other",
    [
        replace(SUM, hidden_layers=()),
        replace(SUM, hidden_layers=(LayerChoice(5), LayerChoice(5))),
        replace(SUM, hidden_layers=(LayerChoice(5, batch_norm=True),)),
        replace(SUM, hidden_layers=(LayerChoice(5, "linear", pieces=2),)),
        replace(SUM, output_activation="tanh"),
    ],
)
def test_other_networks_have_no_terms(other: Experiment) -> None:
    assert has_components(shown(TrainingRun(SUM)))
    assert not has_components(shown(TrainingRun(other)))


def summing(make: Callable[[TrainingRun], FitView], neuron: int) -> tuple[FitView, TrainingRun]:
    run = TrainingRun(SUM)
    view = make(run)
    view.components.setChecked(True)
    view.show_selection(Selection(chosen=Picked(part=NeuronPlace(1, neuron))))
    view.parameter_edited.connect(run.set_parameter)
    return view, run


def handle(view: FitView, run: TrainingRun, kind: str, neuron: int) -> QPointF:
    snapshot = shown(run)
    parts = components_of(snapshot, snapshot.parts["responses"])
    assert view.fit is not None
    axes = view.canvas.painter.place(view.canvas.size(), view.fit)
    return view.canvas.painter.handles(view.fit, parts, axes, neuron)[kind]


def test_dragging_a_term_s_height_changes_v_alone(make: Callable[[TrainingRun], FitView]) -> None:
    view, run = summing(make, 2)
    before = run.network.parameters.copy()
    start = handle(view, run, "v", 2)
    drag(view, start, start + QPointF(0, 10), start + QPointF(0, 25))
    changed = np.flatnonzero(run.network.parameters != before)
    assert changed.tolist() == [run.network.offsets[1] + 2]
    view.draw(shown(run))
    assert (handle(view, run, "v", 2) - start).y() == pytest.approx(25, abs=1.5)


def test_dragging_a_term_s_centre_shifts_it(make: Callable[[TrainingRun], FitView]) -> None:
    view, run = summing(make, 2)
    before = run.network.parameters.copy()
    start = handle(view, run, "b", 2)
    drag(view, start, start + QPointF(-20, 0))
    changed = np.flatnonzero(run.network.parameters != before)
    assert changed.tolist() == [run.network.offsets[0] + 5]
    view.draw(shown(run))
    assert (handle(view, run, "b", 2) - start).x() == pytest.approx(-20, abs=1.5)


def test_dragging_a_term_s_slope_leaves_its_centre(make: Callable[[TrainingRun], FitView]) -> None:
    view, run = summing(make, 2)
    weights = run.network.weights[0]
    weights[2] = [0.8, 0.4]
    view.draw(shown(run))
    centre, start = handle(view, run, "b", 2), handle(view, run, "w", 2)
    drag(view, start, start + QPointF(25, 0))
    assert abs(weights[2, 0]) < 0.8
    view.draw(shown(run))
    assert (handle(view, run, "b", 2) - centre).x() == pytest.approx(0, abs=1.5)


def test_a_curve_itself_is_taken_where_it_is_pressed(
    make: Callable[[TrainingRun], FitView],
) -> None:
    view, run = summing(make, 0)
    snapshot = shown(run)
    parts = components_of(snapshot, snapshot.parts["responses"])
    assert view.fit is not None
    axes = view.canvas.painter.place(view.canvas.size(), view.fit)
    tag = view.canvas.painter.tags(parts, axes)[3]
    chosen: list[Selection] = []
    view.selected.connect(chosen.append)
    drag(view, tag, tag + QPointF(0, -3), tag + QPointF(0, -20))
    assert chosen[-1].chosen.neuron == NeuronPlace(1, 3)
    assert run.network.weights[1][0, 3] != snapshot.network.weights[1][0, 3]


def test_a_line_drawn_becomes_the_data(make: Callable[[TrainingRun], FitView]) -> None:
    view = make(TrainingRun(SUM))
    offered: list[Experiment] = []
    view.edited.connect(offered.append)
    view.target.setChecked(True)
    drag(view, at(view, -4, 1), at(view, 0, 1), at(view, 3, -1))
    (experiment,) = offered
    points = SOURCES[experiment.data.dataset].points
    assert points is not None
    order = points.x[0].argsort()
    assert points.x[0][order[[0, -1]]] == pytest.approx([-4, 3], abs=0.1)
    assert points.y[order[[0, -1]]] == pytest.approx([1, -1], abs=0.05)
    assert experiment.form.inputs[0].limits == SUM.form.inputs[0].limits
    assert experiment.hidden_layers == SUM.hidden_layers
    drag(view, at(view, 0, 0), at(view, 0, 0))
    assert len(offered) == 1  # a click draws nothing


@pytest.mark.parametrize("dataset", ["circle", "plane", "one_hot"])
def test_other_data_are_refused_with_a_sentence(
    make: Callable[[TrainingRun], FitView], dataset: str
) -> None:
    view = make(TrainingRun(with_dataset(Experiment(), dataset)))
    assert view.empty.isVisible()
    assert "one input and one value" in view.empty.text()
    assert not view.canvas.isVisible()
    view.draw(shown(TrainingRun(SUM)))
    assert view.canvas.isVisible()


def test_many_points_have_no_sticks(make: Callable[[TrainingRun], FitView]) -> None:
    many = replace(SUM, data=DataChoice("sine", samples=1000))
    view = make(TrainingRun(many))
    assert not view.sticks.isEnabled()
    view.draw(shown(TrainingRun(SUM)))
    assert view.sticks.isEnabled()


def test_what_stays_is_painted_once(make: Callable[[TrainingRun], FitView]) -> None:
    run = by_hand()
    view = make(run)
    view.grab()
    before = view.canvas.painter.ground.cacheKey()
    run.step()
    view.draw(shown(run))
    view.grab()
    assert view.canvas.painter.ground.cacheKey() == before
    view.draw(shown(TrainingRun(SUM)))
    view.grab()
    assert view.canvas.painter.ground.cacheKey() != before


def test_controls_can_be_left_out(make: Callable[[TrainingRun], FitView]) -> None:
    view = make(by_hand())
    assert view.sticks.isVisible()
    view.hide_controls()
    view.draw(shown(by_hand()))
    assert not view.sticks.isVisible()


def test_no_text_is_cut_off_in_korean_at_the_least_size(qtbot: QtBot) -> None:
    set_language("ko")
    view = FitView(Theme())
    qtbot.addWidget(view)
    view.resize(280, 240)
    view.show()
    assert not cut_texts(view)
    view.draw(shown(TrainingRun(SUM)))
    view.grab()
    assert not cut_texts(view)
