"""The update's numbers are those of the step that is taken, in every rule."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, with_dataset, with_optimizer
from nnviz.language import set_language
from nnviz.selection import Edge, Picked, Selection
from nnviz.training.run import TrainingRun
from nnviz.views.update.board import latex_name, lines_of
from nnviz.views.update.remembering import RULES
from nnviz.views.update.view import UpdateView
from tests.cut_texts import cut_texts
from tests.views.drawn_views import shown

LINE = replace(with_dataset(Experiment(), "line"), hidden_layers=())


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, UpdateView, (360, 316))


def draw(view: Any, run: TrainingRun) -> None:
    view.draw(run.snapshot(UpdateView.needs))


def texts(view: Any) -> list[list[str]]:
    return [
        [cell.text for cell in line if not cell.latex and cell.text] for line in view.board.lines
    ]


def by_hand() -> TrainingRun:
    model = trained_ahead("slope-by-hand", lesson_step("slope-by-hand", 3))
    return TrainingRun.resumed(model.experiment, model.state)


def test_it_writes_the_lecture_s_step(view: Any) -> None:
    draw(view, by_hand())
    assert view.board.title == "at step 5"
    assert texts(view)[1:] == [
        ["=", "1.4393", "−", "0.01", "·", "(−12.3354)"],
        ["=", "1.4393", "+", "0.1234"],
        ["=", "1.5627"],
    ]
    assert view.board.words == ""
    assert not view.choice.isVisible()
    view.grab()


@pytest.mark.parametrize("key", [key for key, row in OPTIMIZERS.items() if not row.all_samples])
def test_what_it_says_of_a_step_to_come_the_step_does(view: Any, key: str) -> None:
    run = TrainingRun(with_optimizer(LINE, key))
    run.advance(3)
    draw(view, run)
    said = view.update_shown
    assert said is not None
    before = run.network.parameters[0]
    run.step()
    assert (said.before, said.after) == (before, run.network.parameters[0])
    assert said.plain == (key == "sgd")
    assert (view.board.words == "") == (said.plain or key in RULES)
    view.grab()


@pytest.mark.parametrize("steps", [0, 1, 40])
@pytest.mark.parametrize("key", RULES)
def test_a_rule_with_a_memory_comes_to_what_the_step_does(
    qtbot: QtBot, key: str, steps: int
) -> None:
    view = shown(qtbot, UpdateView, (800, 700))
    run = TrainingRun(with_optimizer(LINE, key))
    run.advance(steps)
    draw(view, run)
    written = texts(view)
    assert len(view.board.lines) == {"momentum": 7, "adam": 11}[key]
    run.step()
    after = f"{run.network.parameters[0]:.4f}".replace("-", "−")
    assert written[-1] == ["=", after]
    before, factor, step = (view.update_shown.before, run.experiment.learning_rate, written[-3][-1])
    pull = float(step.strip("()").replace("−", "-"))
    assert before - factor * pull == pytest.approx(run.network.parameters[0], abs=1e-4)
    for width, lines in ((340, 4), (200, 2)):
        view.resize(width, 220)
        assert len(view.board.lines) == lines
        view.grab()


def test_momentum_s_numbers_are_those_of_its_rule(qtbot: QtBot) -> None:
    view = shown(qtbot, UpdateView, (800, 700))
    run = TrainingRun(with_optimizer(by_hand().experiment, "momentum"), initial=by_hand().initial)
    run.step()  # the velocity is the first slope, −42.7247, and w the lecture's 0.4852
    draw(view, run)
    velocity = 0.9 * -42.7247 - 33.3253
    assert texts(view)[1] == ["=", "0.9", "·", "(−42.7247)", "+", "(−33.3253)"]
    assert texts(view)[2] == ["=", f"−{-velocity:.4f}"]
    assert texts(view)[-1] == ["=", "1.2030"]
    assert 0.485215 - 0.01 * velocity == pytest.approx(1.2030, abs=5e-5)


def test_a_clipped_gradient_is_no_rule_s(view: Any) -> None:
    start = replace(with_optimizer(LINE, "momentum"), clip_norm=1e-3)
    draw(view, TrainingRun(start))
    assert len(view.board.lines) == 3


def test_a_rule_of_another_kind_says_how_far_it_goes(view: Any) -> None:
    run = TrainingRun(with_optimizer(LINE, "nesterov"))
    run.advance(1)
    draw(view, run)
    said = view.update_shown
    assert said is not None
    assert said.slope is not None
    assert said.times == pytest.approx(said.change / (-run.experiment.learning_rate * said.slope))
    assert "times as far" in view.board.words


def test_a_weight_that_is_selected_is_shown(view: Any) -> None:
    run = TrainingRun(LINE)
    draw(view, run)
    assert view.choice.count() == 2
    assert view.update_shown.name == "w"
    view.show_selection(Selection(chosen=Picked(part=Edge(1, 0, 1))))
    assert view.update_shown.name == "b"
    view.show_selection(Selection())
    view.choice.activated.emit(0)
    assert view.update_shown.name == "w"


def test_of_a_large_network_the_last_step_is_shown(view: Any) -> None:
    run = TrainingRun(Experiment())
    draw(view, run)
    assert view.empty.isVisible()
    assert "Take a step" in view.empty.text()
    before = run.network.parameters.copy()
    run.step()
    view.show_selection(Selection(chosen=Picked(part=Edge(2, 1, 3))))
    draw(view, run)
    said, network = view.update_shown, run.network
    place = network.offsets[1] + 1 * 5 + 3
    assert (said.before, said.to_come) == (before[place], False)
    assert said.after == pytest.approx(network.parameters[place], rel=1e-15)
    assert said.plain
    gradient = (before - network.parameters) / run.experiment.learning_rate
    assert said.slope == pytest.approx(gradient[place], rel=1e-6)
    assert view.board.title == "of the last step, 0"


def test_a_way_without_gradients_says_so(view: Any) -> None:
    perceptron = replace(
        Experiment(), hidden_layers=(), optimizer="perceptron", output_activation="step"
    )
    run = TrainingRun(perceptron)
    draw(view, run)
    assert view.empty.isVisible()
    assert "no gradient" in view.empty.text()


def test_a_step_that_diverges_is_told(view: Any) -> None:
    run = TrainingRun(LINE, initial=np.array([1e200, 0.0]))
    draw(view, run)
    assert view.empty.isVisible()
    assert "diverges" in view.empty.text()


@pytest.mark.parametrize(
    ("name", "latex"), [("w", "w"), ("w₂,₁₃", "w_{2,13}"), ("γ₁,₂", r"\gamma_{1,2}")]
)
def test_names_are_written_as_formulas(name: str, latex: str) -> None:
    assert latex_name(name) == latex


def test_lines_are_columns_of_as_many_cells(view: Any) -> None:
    draw(view, by_hand())
    lines, _ = lines_of(view.update_shown, 4)
    assert len(lines[0]) == len(lines[1]) == 7


def test_no_text_is_cut_off_in_korean_at_the_least_size(qtbot: QtBot) -> None:
    set_language("ko")
    view = shown(qtbot, UpdateView, (240, 160))
    draw(view, TrainingRun(LINE))
    view.grab()
    assert not cut_texts(view)
