"""The neuron's numbers are the engine's, and what is turned in its picture goes out as edits."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.engine.network import Pass
from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.language import set_language
from nnviz.selection import NeuronPlace, Picked, Selection
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views.neuron.reading import reading_of, why_not
from nnviz.views.neuron.view import NeuronView
from tests.cut_texts import cut_texts
from tests.views.drawn_views import shown

SIZE = (1020, 300)
DEEP = replace(Experiment(), hidden_layers=(LayerChoice(8), LayerChoice(8)))


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, NeuronView, SIZE)


def lesson_run(key: str, step: int) -> TrainingRun:
    model = trained_ahead(key, lesson_step(key, step))
    return TrainingRun.resumed(model.experiment, model.state)


def draw(view: Any, run: TrainingRun) -> None:
    view.draw(run.snapshot(NeuronView.needs))
    view.grab()


def choose(view: Any, place: NeuronPlace | None = None, sample: int | None = None) -> None:
    view.show_selection(Selection(chosen=Picked(part=place, sample=sample)))


def sample_at(run: TrainingRun, *x: float) -> int:
    return int(np.flatnonzero((x == run.data.train.x.T).all(axis=1))[0])


def turn(view: Any, place: QPointF, up: bool = True) -> None:
    event = QWheelEvent(
        place,
        view.canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 if up else -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.canvas, event)


def test_the_numbers_of_slope_by_hand_after_five_steps(view: Any) -> None:
    run = lesson_run("slope-by-hand", 3)
    choose(view, sample=sample_at(run, 3.0))
    draw(view, run)
    reading = view.canvas.reading
    assert view.canvas.small
    assert reading.value == pytest.approx(4.3179, abs=5e-5)
    assert reading.error == pytest.approx(-1.6821, abs=5e-5)
    by_x = dict(zip(reading.xs.tolist(), reading.pulls.tolist(), strict=True))
    pulls = {1: -1.1214, 2: -4.4856, 3: -10.0926, 4: -17.9424, 5: -28.0349}
    assert by_x == pytest.approx(pulls, abs=5e-5)
    assert reading.pulls.mean() == pytest.approx(-12.3354, abs=5e-5)


def test_the_pulls_mean_is_the_gradient_of_the_next_step() -> None:
    run = lesson_run("slope-by-hand", 3)
    reading = reading_of(run.snapshot({"values"}), NeuronPlace(1, 0), 0)
    assert reading.pulls is not None
    before = run.network.parameters[0]
    run.step()
    step = before - run.network.parameters[0]
    assert reading.pulls.mean() == pytest.approx(step / run.experiment.learning_rate, rel=1e-9)


def test_a_gate_s_products_sum_and_verdict(view: Any) -> None:
    run = lesson_run("perceptron-gates", 1)
    for x in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        choose(view, sample=sample_at(run, *x))
        draw(view, run)
        reading = view.canvas.reading
        w = run.network.parameters
        assert [source.product for source in reading.sources] == [x[0] * w[0], x[1] * w[1], w[2]]
        assert reading.total == pytest.approx(x[0] * w[0] + x[1] * w[1] + w[2])
        assert reading.right == (reading.value == reading.target)


@pytest.mark.parametrize("place", [NeuronPlace(1, 3), NeuronPlace(2, 7), NeuronPlace(3, 0)])
def test_any_neuron_s_numbers_are_the_network_s(view: Any, place: NeuronPlace) -> None:
    run = TrainingRun(DEEP)
    run.advance(30)
    choose(view, place, 11)
    draw(view, run)
    reading, batch = view.canvas.reading, Pass(run.network, 1)
    batch.inputs[...] = run.data.train_inputs[:, 11:12]
    batch.forward()
    assert reading.value == pytest.approx(float(batch.values[place.layer - 1][place.unit, 0]))
    assert reading.slope == pytest.approx(1 - reading.value**2)
    assert (reading.target is None) == (place.layer < 3)
    assert view.canvas.small == (place.layer == 1)


def test_in_the_large_picture_what_does_not_fit_is_summed_up(qtbot: QtBot) -> None:
    view = shown(qtbot, NeuronView, (420, 250))
    run = TrainingRun(DEEP)
    choose(view, NeuronPlace(2, 0), 0)
    draw(view, run)
    microscope, reading = view.canvas.microscope, view.canvas.reading
    rows = microscope._rows(reading)  # noqa: SLF001
    assert len(rows) == microscope.shown < len(reading.sources)
    assert "more" in rows[-1][0]
    assert sum(row[3] for row in rows) == pytest.approx(reading.total)


def test_the_wheel_over_an_input_makes_one_s_own_input(view: Any) -> None:
    run = lesson_run("perceptron-gates", 1)
    choose(view, sample=sample_at(run, 1.0, 0.0))
    draw(view, run)
    turn(view, view.canvas.strip.places.inputs[1].center())
    reading = view.canvas.reading
    assert reading.sources[1].value == pytest.approx(0.1)
    assert (reading.sample, reading.target) == (None, None)
    assert "your own input" in view.title.text()
    view.grab()
    turn(view, view.canvas.strip.places.inputs[2].center())  # the bias's 1 stays
    assert view.canvas.reading.sources[2].value == 1.0
    QTest.mouseDClick(view.canvas, Qt.MouseButton.LeftButton)
    assert view.canvas.reading.sources[1].value == 0.0


def test_the_wheel_over_a_weight_edits_it(view: Any) -> None:
    run = lesson_run("perceptron-gates", 1)
    draw(view, run)
    edits: list[tuple[int, float]] = []
    view.parameter_edited.connect(lambda index, value: edits.append((index, value)))
    before = run.network.parameters.copy()
    turn(view, view.canvas.strip.places.weights[1].center())
    turn(view, view.canvas.strip.places.weights[2].center(), up=False)
    assert edits == [
        (1, pytest.approx(before[1] + 0.1)),
        (2, pytest.approx(before[2] - 0.1)),
    ]
    turn(view, QPointF(3, 3))
    assert len(edits) == 2


def test_arrows_go_through_the_samples(view: Any) -> None:
    draw(view, TrainingRun(Experiment()))
    chosen: list[Selection] = []
    view.selected.connect(chosen.append)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert chosen[-1].chosen.sample == 1
    for _ in range(2):
        QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    assert chosen[-1].chosen.sample == 149  # from the first to the last
    QTest.keyClick(view.canvas, Qt.Key.Key_F2)
    assert len(chosen) == 3


def test_the_list_chooses_a_neuron_for_all_views(view: Any) -> None:
    draw(view, TrainingRun(Experiment()))
    assert view.choice.currentText() == "ŷ"
    chosen: list[Selection] = []
    view.selected.connect(chosen.append)
    view.choice.activated.emit(1)
    assert chosen[-1].chosen.neuron == NeuronPlace(1, 1)
    assert view.choice.currentText() == "h₁,₂"


@pytest.mark.parametrize(
    ("layer", "key"),
    [
        (LayerChoice(3, "linear", pieces=2), "maxout"),
        (LayerChoice(3, batch_norm=True), "batch_norm"),
    ],
)
def test_what_is_no_plain_sum_is_said(view: Any, layer: LayerChoice, key: str) -> None:
    run = TrainingRun(replace(Experiment(), hidden_layers=(layer,)))
    assert why_not(run.snapshot(), NeuronPlace(1, 0)) == key
    choose(view, NeuronPlace(1, 0))
    draw(view, run)
    assert view.empty.isVisible()
    assert len(view.empty.text()) > 20
    choose(view, NeuronPlace(2, 0))
    assert view.canvas.isVisible()


def test_softmax_is_said(view: Any) -> None:
    draw(view, TrainingRun(with_dataset(Experiment(), "three_blobs")))
    assert view.empty.isVisible()


def test_saturation_is_counted(view: Any) -> None:
    run = TrainingRun(DEEP)
    run.network.weights[0][0] = [50.0, 0.0, 0.0]
    choose(view, NeuronPlace(1, 0))
    draw(view, run)
    count = int(np.count_nonzero(np.abs(np.tanh(50 * run.data.train_inputs[0])) > 0.95))
    assert f"{count} of 150" in view.canvas._saturated or count > 140  # noqa: SLF001


@pytest.mark.parametrize("size", [(360, 240), (1020, 300)])
def test_no_text_is_cut_off_in_korean(qtbot: QtBot, size: tuple[int, int]) -> None:
    set_language("ko")
    view = shown(qtbot, NeuronView, size, Theme("dark"))
    draw(view, TrainingRun(DEEP))
    assert not cut_texts(view)
