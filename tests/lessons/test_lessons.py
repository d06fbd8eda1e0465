"""The lessons themselves: both languages in step, all that they name there, and exact figures."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import ziamath

from nnviz.app.command.lesson_start import trained_ahead
from nnviz.app.window.commands import COMMANDS
from nnviz.lessons.given_stage import Names
from nnviz.lessons.lesson import Lesson, RichText, Step, Text
from nnviz.lessons.markup import Span
from nnviz.lessons.reading import parse_lesson, read_library
from nnviz.panels import PANELS
from nnviz.paths import resource
from nnviz.training.run import TrainingRun
from nnviz.views import VIEWS
from tests.test_korean import CASUAL, SPACED_PERCENT, wrong_objects

OF_STEP = ("step_number", "cost", "slope", "weight")
COUNTERS = ("epoch", "iteration", "sample", "progress", "speed")
READINGS = (*COUNTERS, "train_loss", "test_loss", "score", *OF_STEP)
BUTTONS = tuple(key for key, row in COMMANDS.items() if getattr(row, "bar", None) is not None)
NAMES = Names(views=tuple(VIEWS), panels=tuple(PANELS), bar=(*BUTTONS, *READINGS))
LIBRARY = read_library(NAMES)
STEPS = [
    pytest.param(row, number, id=f"{key} {number}")
    for key, row in LIBRARY.lessons.items()
    for number in range(1, len(row.steps) + 1)
]
FIGURE = re.compile(r"[0-9]+\.[0-9]+")
HANGUL = re.compile(r"[가-힣]")


def begun(lesson: Lesson, number: int) -> TrainingRun:
    """Return the run of a step as it is shown, trained ahead."""
    model = trained_ahead(lesson.key, lesson.steps[number - 1])
    return TrainingRun.resumed(model.experiment, model.state)


def weight(run: TrainingRun) -> float:
    return float(run.network.parameters[0])


def latest_gradient(run: TrainingRun) -> float:
    return float(run.snapshot({"last_step"}).parts["last_step"].trace.gradients[0][0, 0])


def texts(step: Step) -> Iterator[RichText]:
    yield step.text
    for text in (
        step.watch,
        step.question and step.question.ask,
        step.question and step.question.answer,
        step.quiz and step.quiz.ask,
    ):
        if isinstance(text, RichText):
            yield text


def lines(step: Step) -> Iterator[Text]:
    yield step.title
    for control in step.controls:
        yield from ([control.label] if control.label else [])
        yield from (mark.text for mark in control.marks)


def spans(text: RichText, language: str) -> list[Span]:
    return [span for paragraph in getattr(text, language) for span in paragraph]


def test_every_file_is_a_lesson() -> None:
    assert dict(LIBRARY.errors) == {}
    assert {"neuron", "perceptron-gates", "slope-by-hand"} <= LIBRARY.lessons.keys()


def test_a_lesson_has_three_to_six_steps() -> None:
    assert all(3 <= len(row.steps) <= 6 for row in LIBRARY.lessons.values())


@pytest.mark.parametrize(("lesson", "number"), STEPS)
def test_both_languages_say_the_same(lesson: Lesson, number: int) -> None:
    step = lesson.steps[number - 1]
    for text in texts(step):
        assert len(text.en) == len(text.ko)
        english, korean = spans(text, "en"), spans(text, "ko")
        for kind in ("formula", "bold", "term"):
            kinds = [Counter(span.kind == kind for span in found) for found in (english, korean)]
            assert kinds[0][True] == kinds[1][True], kind
        formulas = [
            sorted(span.text for span in found if span.kind == "formula")
            for found in (english, korean)
        ]
        assert formulas[0] == formulas[1]
        figures = [
            sorted(FIGURE.findall("".join(span.text for span in found)))
            for found in (english, korean)
        ]
        assert figures[0] == figures[1]


@pytest.mark.parametrize(("lesson", "number"), STEPS)
def test_each_language_is_itself(lesson: Lesson, number: int) -> None:
    step = lesson.steps[number - 1]
    for text in texts(step):
        english = "".join(span.text for span in spans(text, "en"))
        korean = "".join(span.text for span in spans(text, "ko"))
        assert not HANGUL.search(english)
        assert HANGUL.search(korean)
        assert not SPACED_PERCENT.search(korean)
        assert not CASUAL.search(korean)
        assert wrong_objects(korean) == []
    for line in (*lines(step), lesson.title, lesson.summary):
        assert not HANGUL.search(line.en)


@pytest.mark.parametrize(("lesson", "number"), STEPS)
def test_every_formula_can_be_drawn(lesson: Lesson, number: int) -> None:
    for text in texts(lesson.steps[number - 1]):
        for span in spans(text, "en"):
            if span.kind == "formula":
                assert ziamath.Latex(span.text).svg()


@pytest.mark.parametrize(("lesson", "number"), STEPS)
def test_every_step_trains(lesson: Lesson, number: int) -> None:
    run = begun(lesson, number)
    run.advance(3)
    assert run.is_finite()


def test_a_step_asks_or_lets_work_out_something() -> None:
    for row in LIBRARY.lessons.values():
        assert all(step.question or step.quiz for step in row.steps)


def test_the_template_of_the_documentation_is_a_lesson() -> None:
    documentation = resource("lessons", "README.md").read_text("utf-8")
    template, points = re.findall(r"```toml\n(.*?)```", documentation, re.DOTALL)
    lesson = parse_lesson(template, "template", "README.md", NAMES)
    run = begun(lesson, 1)
    assert run.epoch == 20
    last = lesson.steps[-1]
    assert last.quiz is not None
    assert last.quiz.accepts(str(last.experiment.parameter_count))
    head = template[: template.index("[steps.experiment]")]
    assert (
        parse_lesson(head + points, "points", "README.md", NAMES).steps[0].experiment.data.samples
        == 10
    )


def test_the_documentation_names_everything() -> None:
    documentation = Path(resource("lessons", "README.md")).read_text("utf-8")
    for key in (*NAMES.panels, *NAMES.bar):
        assert f"`{key}`" in documentation, key


# The figures of the lectures

slope = partial(begun, LIBRARY.lessons["slope-by-hand"])
gates = partial(begun, LIBRARY.lessons["perceptron-gates"])


@pytest.mark.parametrize(
    ("step", "cost", "after", "gradient"),
    [
        (0, 41.4864, 0.4852, -42.7247),
        (5, 3.4582, 1.5627, -12.3354),
        (10, 0.2883, 1.8737, -3.5614),
        (15, 0.0240, 1.9635, -1.0282),
    ],
)
def test_slope_by_hand_has_the_rows_of_the_lecture(
    step: int, cost: float, after: float, gradient: float
) -> None:
    run = slope(1)
    run.advance(step)
    assert run.snapshot().metrics.train_loss == pytest.approx(cost, abs=5e-5)
    before = weight(run)
    run.step()
    assert latest_gradient(run) == pytest.approx(gradient, abs=5e-5)
    assert weight(run) == pytest.approx(after, abs=5e-5)
    assert weight(run) == pytest.approx(before - 0.01 * gradient, abs=1e-6)


def test_slope_by_hand_says_what_is_there_when_it_is_shown() -> None:
    assert weight(slope(3)) == pytest.approx(1.4393, abs=5e-5)
    run = slope(4)
    assert run.snapshot().metrics.train_loss == pytest.approx(0.0240, abs=5e-5)
    run.step()
    assert weight(run) == pytest.approx(1.9635, abs=5e-5)


def test_slope_by_hand_two_steps_from_the_start() -> None:
    quiz = LIBRARY.lessons["slope-by-hand"].steps[1].quiz
    run = slope(2)
    run.advance(2)
    assert latest_gradient(run) == pytest.approx(-33.3253, abs=5e-5)
    assert quiz is not None
    assert quiz.accepts(f"{weight(run):.4f}")


def test_slope_by_hand_diverges_above_two_by_22() -> None:
    step = LIBRARY.lessons["slope-by-hand"].steps[4]
    assert step.quiz is not None
    assert all(step.quiz.accepts(typed) for typed in ("2/22", "0.0909", "0,0909"))
    assert step.controls[0].marks[0].at == 2 / 22
    run = slope(5)
    far = [abs(weight(run) - 2)]
    for _ in range(5):
        run.step()
        far.append(abs(weight(run) - 2))
    np.testing.assert_allclose(np.divide(far[1:], far[:-1]), 1.2)


def test_slope_by_hand_gets_there_in_one_step_at_one_by_22() -> None:
    run = slope(6)
    run.step()
    assert weight(run) == pytest.approx(2, abs=1e-12)


@pytest.mark.parametrize(("number", "right"), [(1, 4), (2, 2), (3, 4), (4, 1), (5, 3)])
def test_perceptron_gates_has_so_many_points_right(number: int, right: int) -> None:
    metrics = gates(number).snapshot().metrics
    assert metrics.train_score == metrics.test_score == right / 4


@pytest.mark.parametrize("bias", [-0.99, -0.5, -0.01])
def test_perceptron_gates_or_is_right_with_any_bias_between_minus_1_and_0(bias: float) -> None:
    run = gates(2)
    run.set_parameter(2, bias)
    assert run.snapshot().metrics.train_score == 1


@pytest.mark.parametrize("number", [1, 3])
def test_perceptron_gates_asks_for_the_sum_at_1_1(number: int) -> None:
    quiz = LIBRARY.lessons["perceptron-gates"].steps[number - 1].quiz
    assert quiz is not None
    assert quiz.accepts(str(gates(number).network.parameters.sum()))


def test_perceptron_gates_the_rule_finds_or_and_ends() -> None:
    run = gates(4)
    run.advance(100)
    assert run.finished is not None
    assert run.finished.kind == "separated"
    outputs = run.network.parameters @ np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]).T
    assert (np.abs(outputs) > 1e-9).all()  # no answer hangs on the step's value at 0


def test_perceptron_gates_the_rule_never_ends_on_xor() -> None:
    run = gates(5)
    run.advance(400)
    assert run.finished is None
    assert run.warning is not None
    assert run.warning.kind == "inseparable"


BEST_LINE = 1.479245  # the mean squared error of y = x² on linspace(−2, 2, 101)

straight = partial(begun, LIBRARY.lessons["linear-stack"])
bent = partial(begun, LIBRARY.lessons["activation-bends"])
approximation = partial(begun, LIBRARY.lessons["universal-approximation"])
vanishing = partial(begun, LIBRARY.lessons["vanishing-gradient"])


def train_loss(run: TrainingRun) -> float:
    return run.snapshot().metrics.train_loss


def gradient_of_each_layer(shown: TrainingRun) -> list[float]:
    """Return what the gradients view draws for a run: one that goes on from a file has no past."""
    run = TrainingRun(shown.experiment)
    run.advance(shown.iteration)
    levels = run.snapshot({"gradients"}).parts["gradients"]
    return [float(size) for size in levels.latest]


def test_linear_stack_is_trained_on_the_points_of_the_lecture() -> None:
    train = straight(1).data.train
    np.testing.assert_allclose(train.x[0], np.linspace(-2, 2, 101), atol=1e-12)
    np.testing.assert_allclose(train.y, np.linspace(-2, 2, 101) ** 2, atol=1e-12)
    residual = np.polyfit(train.x[0], train.y, 1, full=True)[1][0] / 101
    assert residual == pytest.approx(BEST_LINE, abs=5e-7)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_linear_stack_has_one_matrix_that_answers_as_the_network(number: int) -> None:
    chain = straight(number).snapshot({"linear_chain"}).parts["linear_chain"]
    assert chain.difference < 1e-14
    if number <= 2:
        np.testing.assert_allclose(chain.product, [[-1, 1.5]], atol=1e-12)
    quiz = LIBRARY.lessons["linear-stack"].steps[1].quiz
    assert quiz is not None
    assert quiz.accepts("1.5")


@pytest.mark.parametrize("run", [partial(straight, 3), partial(straight, 4), partial(bent, 1)])
def test_linear_stack_ends_at_the_best_line(run: partial[TrainingRun]) -> None:
    assert train_loss(run()) == pytest.approx(BEST_LINE, abs=5e-7)


def test_linear_stack_has_169_numbers_in_four_layers() -> None:
    assert straight(4).experiment.parameter_count == 169


def test_activation_bends_gets_below_a_hundredth() -> None:
    run, quiz = bent(2), LIBRARY.lessons["activation-bends"].steps[1].quiz
    assert quiz is not None
    assert quiz.accepts(str(run.experiment.parameter_count))
    assert run.iteration == 0
    assert train_loss(run) > BEST_LINE
    run.advance(1000)  # 5 seconds at the step's speed
    assert train_loss(run) < 0.01
    assert train_loss(bent(3)) < 0.01


def test_universal_approximation_is_a_sum_of_five_terms() -> None:
    run = approximation(3)
    first, last = run.network.weights
    x = run.data.train.x
    terms = last[0, :5, np.newaxis] * np.tanh(first[:, :1] * x + first[:, 1:])
    answers = np.asarray(run.network.predict(x))
    np.testing.assert_allclose(terms.sum(axis=0), answers.ravel(), atol=1e-12)
    assert run.experiment.parameter_count == 15
    assert train_loss(run) < 0.05


def test_universal_approximation_its_two_variables_part_the_circle() -> None:
    run = approximation(5)
    assert run.experiment.parameter_count == 20
    assert run.snapshot().metrics.train_score > 0.98


@pytest.mark.parametrize("number", [1, 2, 3])
def test_vanishing_gradient_leaves_the_first_layer_less_than_a_hundredth(number: int) -> None:
    run = vanishing(number)
    sizes = gradient_of_each_layer(run)
    assert run.epoch == 200
    assert len(sizes) == 5
    assert sizes[0] < sizes[-1] / 100
    assert sizes == sorted(sizes)
    assert train_loss(run) == pytest.approx(0.125, abs=5e-4)
    assert run.snapshot().metrics.test_score == pytest.approx(0.5, abs=0.05)


def test_vanishing_gradient_relu_recovers() -> None:
    run = vanishing(4)
    sizes = gradient_of_each_layer(run)
    assert run.epoch == 40
    assert sizes[0] > sizes[-1]
    assert run.snapshot().metrics.train_score == run.snapshot().metrics.test_score == 1


def test_vanishing_gradient_asks_for_a_quarter_to_the_fourth() -> None:
    quiz = LIBRARY.lessons["vanishing-gradient"].steps[2].quiz
    assert quiz is not None
    assert all(quiz.accepts(typed) for typed in ("1/256", "0.0039", "0,00390625"))
