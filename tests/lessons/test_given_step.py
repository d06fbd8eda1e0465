"""A step is a stage and its words; whatever cannot be is refused with the line it stands in."""

import numpy as np
import pytest

from nnviz.experiment import Experiment, LayerChoice
from nnviz.language import set_language
from nnviz.lessons.given import LessonError
from nnviz.lessons.lesson import Ahead, Control, Mark, Quiz, RichText, Text
from nnviz.number_text import NumberError
from nnviz.selection import Edge, Moment, NeuronPlace
from nnviz.stage import Arrangement, Split, Tabs
from tests.lessons.lesson_files import PAGE, lesson, said

SMALL = "experiment.hidden_layers = [{ units = 1, bias = false }]\n"


def test_a_step_that_says_nothing_is_what_the_program_opens_with() -> None:
    step = lesson().steps[0]
    stage = step.stage()
    assert (stage.experiment, stage.weights, stage.arrangement) == (Experiment(), None, None)
    assert (stage.controls, stage.bar, step.ahead) == (frozenset(), None, Ahead())


def test_words_are_shown_in_the_language_that_was_chosen() -> None:
    lines = 'watch = { en = "line", ko = "선" }\nquestion = { ask = "Why?", answer = "So." }\n'
    step = lesson(lines).steps[0]
    assert step.watch is not None
    assert step.question is not None
    assert [span.text for paragraph in step.watch.shown for span in paragraph] == ["line"]
    assert step.question.answer == RichText(step.question.answer.en, step.question.answer.en)
    set_language("ko")
    assert [span.text for paragraph in step.watch.shown for span in paragraph] == ["선"]
    assert Text("line", "선").shown == "선"


@pytest.mark.parametrize("typed", ["2/22", "0.0909", "0,0909", " 0.09091", "1/11"])
def test_a_number_is_the_answer_however_it_is_typed(typed: str) -> None:
    quiz = lesson('quiz = { ask = "Which?", answer = "2/22" }\n').steps[0].quiz
    assert quiz is not None
    assert quiz.accepts(typed)


def test_another_number_is_not_the_answer_and_no_number_says_so() -> None:
    quiz = Quiz(RichText(), 2 / 22, 0.00005)
    assert not quiz.accepts("0.091")
    with pytest.raises(NumberError):
        quiz.accepts("a lot")


def test_weights_are_those_that_are_learned() -> None:
    step = lesson(SMALL + "weights = [1, 2, 3, '1/2']\n").steps[0]
    vector = step.stage().weights
    assert vector is not None
    assert vector.tolist() == [1, 2, 0, 3, 0.5]  # no bias of the hidden neuron


def test_weights_stay_while_the_network_is_the_same() -> None:
    more = "experiment.learning_rate = 0.5\n"
    other = "experiment.hidden_layers = [{ units = 2 }]\n"
    steps = lesson(SMALL + "weights = [1, 2, 3, 4]\n" + PAGE + more + PAGE + other).steps
    assert [step.weights for step in steps] == [(1, 2, 3, 4), (1, 2, 3, 4), None]


def test_the_screen_stays_as_in_the_step_before_and_words_do_not() -> None:
    lines = 'views = "loss"\nbar = ["train"]\npanels = ["data"]\nspeed = 3\nwatch = "x"\n'
    own = 'highlights = ["loss", "train"]\nahead = { steps = 4, epochs = 2 }\n'
    first, second = lesson(lines + own + PAGE).steps
    assert (first.ahead, first.highlights) == (Ahead(2, 4), {"loss", "train"})
    assert second.arrangement == Arrangement(Tabs(("loss",)))
    assert (second.bar, second.panels, second.speed) == ({"train"}, {"data"}, 3)
    assert (second.watch, second.highlights, second.ahead) == (None, frozenset(), Ahead())


def test_switches_stay_view_by_view() -> None:
    first = "options = { loss = { a = true }, output = { b = false } }\n"
    steps = lesson(first + PAGE + "options = { loss = { c = true } }\n" + PAGE).steps
    assert steps[0].stage().options == {"loss": {"a": True}, "output": {"b": False}}
    assert steps[1].options == {"loss": {"c": True}, "output": {"b": False}}
    assert steps[2].options == steps[1].options


def test_views_stand_in_rows_columns_and_tabs() -> None:
    views = '{ row = ["network", { tabs = ["output", "loss"], front = "loss" }], shares = [3, 1] }'
    assert lesson(f"views = {views}\nspeed = 'fastest'\n").steps[0].arrangement == Arrangement(
        Split("row", (Tabs(("network",)), Tabs(("output", "loss"), "loss")), (3, 1))
    )


def test_controls_have_marks() -> None:
    mark = '[{ at = "2/22", text = "diverges" }]'
    control = f'{{ choice = "learning_rate", low = 0.01, high = 1, marks = {mark} }}'
    other = '{ parameter = 0, label = "w" }'
    assert lesson(f"controls = [{control}, {other}]\n").steps[0].controls == (
        Control(
            "learning_rate", low=0.01, high=1, marks=(Mark(2 / 22, Text("diverges", "diverges")),)
        ),
        Control(parameter=0, label=Text("w", "w")),
    )


def test_something_is_selected() -> None:
    chosen = lesson("selection = { neuron = [1, 3], sample = 2, moment = 5 }\n").steps[0].selection
    assert (chosen.chosen.part, chosen.chosen.sample) == (NeuronPlace(1, 3), 2)
    assert chosen.chosen.moment == Moment(5)
    edge = lesson("selection = { edge = [1, 0, 2] }\n").steps[0].selection.chosen
    assert edge.part == Edge(1, 0, 2)
    assert lesson("selection = { sample = 1 }\n").steps[0].selection.chosen.part is None
    first = lesson("selection = { moment = 0 }\n").steps[0].selection.chosen
    assert first.moment == Moment(0)


def test_the_weights_of_a_stage_are_a_vector_of_the_network() -> None:
    step = lesson("experiment.hidden_layers = []\nweights = [1, 2, 3]\n").steps[0]
    np.testing.assert_array_equal(step.stage().weights, [1, 2, 3])
    assert LayerChoice(1) not in step.experiment.hidden_layers


WRONG = {
    "watch = 3": "“watch” must be a table.",
    'watch = ""': "“watch” must be a text.",
    'watch = { en = "a" }': "“ko” is missing.",
    'watch = { en = "a", ko = "b", fr = "c" }': "“fr” is not known here, only: en, ko.",
    'watch = "$"': "“$” is opened and not closed.",
    'watch = "\\u202e"': "“watch” has a character that cannot be shown.",
    f'watch = "{"a" * 2001}"': "“watch” can have up to 2000 characters.",
    "question = { ask = 'a' }": "“answer” is missing.",
    "quiz = { ask = 'a', answer = 'much' }": "“much” is not a number.",
    "quiz = { ask = 'a', answer = true }": "“answer” must be a number.",
    "quiz = { ask = 'a', answer = nan }": "“answer” must be a number.",
    f"quiz = {{ ask = 'a', answer = 1{'0' * 400} }}": "“answer” must be a number.",
    "quiz = { ask = 'a', answer = 1, tolerance = -1 }": "“tolerance” must not be below 0.",
    "weights = [1]": "This network has 31 weights and biases, and 1 are given.",
    f"weights = [{'1,' * 2001}]": "“weights” can have up to 2000.",
    "ahead = { epochs = 10001 }": "“epochs” must be a whole number from 0 to 10000.",
    "views = 3": "“views” must be a table.",
    "views = 'surface'": "There is no “surface” here, only: network, output, loss.",
    "views = {}": "Views stand in a row, a column or tabs.",
    "views = { tabs = [] }": "“tabs” must not be empty.",
    "views = { tabs = ['loss'], front = 'output' }": "There is no “output” here, only: loss.",
    "views = { row = ['loss'] }": "A row or column has two parts or more",
    "views = { row = ['loss', 'output'], shares = [1] }": "and a share above 0 for each.",
    "views = { row = ['loss', 'output'], shares = [1, 0] }": "and a share above 0 for each.",
    "views = { row = ['loss', 'loss'] }": "A view can be in one place only.",
    "bar = ['fly']": "There is no “fly” here, only: train, step.",
    "panels = ['loss']": "There is no “loss” here, only: data.",
    "highlights = ['fly']": "There is no “fly” here, only: loss, network, output, step, train.",
    "controls = [{}]": "A control is either for a choice or for a parameter.",
    "controls = [{ choice = 'l2', first = true }]": "Only weights have a first value.",
    "controls = [{ choice = 'features', low = 1 }]": "Only numbers have a low and a high end.",
    "controls = [{ choice = 'l2', low = 1, high = 1 }]": "The low end must be below the high one.",
    "controls = [{ choice = 'l2', high = 1000 }]": "The choice does not go to 1000.",
    "controls = [{ choice = 'hidden_layers.units' }]": "There is no “hidden_layers.units” here",
    "controls = [{ parameter = 31 }]": "“parameter” must be a whole number from 0 to 30.",
    "controls = [{ choice = 'l2', high = 1, marks = [{ at = 2, text = 'a' }] }]": "beyond the",
    "controls = [{ choice = 'l2', low = 1, marks = [{ at = 0, text = 'a' }] }]": "beyond the",
    "selection = { neuron = [1, 4] }": "The network has no such part.",
    "selection = { neuron = [4, 0] }": "The network has no such part.",
    "selection = { neuron = [1] }": "The network has no such part.",
    "selection = { edge = [0, 0, 0] }": "The network has no such part.",
    "selection = { edge = [1, 0, 3] }": "The network has no such part.",
    "selection = { neuron = [1, 0], edge = [1, 0, 0] }": "Only one part of the network",
    "selection = { sample = 300 }": "“sample” must be a whole number from 0 to 299.",
    "options = { fly = { log = true } }": "“fly” is not known here, only: network, output, loss.",
    "options = { loss = 3 }": "“loss” must be a table.",
    "options = { loss = { log = 1 } }": "“log” must be true or false.",
    "speed = 0": "A speed is above 0 and up to 1000 steps a second.",
    "experiment.output_bias = 1": "“output_bias” must be true or false.",
}


@pytest.mark.parametrize(("line", "sentence"), WRONG.items())
def test_what_cannot_be_is_refused_with_its_line(line: str, sentence: str) -> None:
    refusal = said(f"{line}\n")
    assert refusal.startswith(f"short.toml, line {6 + line.count(chr(10))}: ")
    assert sentence in refusal


def test_without_the_windows_names_any_view_is_taken() -> None:
    from nnviz.lessons.reading import parse_lesson
    from tests.lessons.lesson_files import HEAD

    lines = "views = 'surface'\nbar = ['fly']\npanels = ['a']\nhighlights = ['b']\n"
    step = parse_lesson(HEAD + PAGE + lines, "a", "a.toml").steps[0]
    assert step.arrangement == Arrangement(Tabs(("surface",)))
    assert (step.bar, step.panels, step.highlights) == ({"fly"}, {"a"}, {"b"})


@pytest.mark.parametrize("options", ["{ fly = { log = true } }", "3"])
def test_without_the_windows_names_switches_of_any_view_are_taken(options: str) -> None:
    from nnviz.lessons.reading import parse_lesson
    from tests.lessons.lesson_files import HEAD

    text = HEAD + PAGE + f"options = {options}\n"
    if options == "3":
        with pytest.raises(LessonError):
            parse_lesson(text, "short", "short.toml")
    else:
        assert parse_lesson(text, "short", "short.toml").steps[0].options["fly"] == {"log": True}
