"""What is said of endings, and that it follows the language."""

from collections.abc import Iterator

import pytest

from nnviz.engine.ending import Ending
from nnviz.language import set_language
from nnviz.training.divergence import DivergenceError
from nnviz.training.ending_text import ENDINGS, ending_text

DIVERGED = {"iteration": 1234, "hidden_layer": 2, "learning_rate": 100.0, "unscaled": 0}
SLOPE = {"activation": "step", "way": ""}
SOLVED = "Solved in one step: no other weights have a smaller squared error."
ALL = {
    "target_loss": ({"target": 0.05}, "Finished: the test loss reached 0.05."),
    "patience": ({"count": 5}, "Stopped early: the test loss has not improved for 5 epochs."),
    "epochs": ({"count": 1200}, "Finished: 1,200 epochs are done."),
    "no_slope": (
        SLOPE,
        "Unit step has the slope 0, so that no gradient gets through it. "
        "Choose another activation.",
    ),
    "separated": (
        {},
        "Every training sample is right: the perceptron rule has nothing left to correct.",
    ),
    "inseparable": (
        {},
        "With these inputs the classes are not linearly separable: no weights get every "
        "training sample right, so the perceptron rule never stops by itself.",
    ),
    "solved": ({}, SOLVED),
    "solved_singular": (
        {"rank": 1, "variables": 2},
        f"{SOLVED} XᵀX is singular: the samples determine only 1 of the 2 variables. "
        "Of all equally good solutions this is the one with the smallest weights.",
    ),
    "diverged": (
        DIVERGED,
        "Paused at iteration 1,234: the numbers of hidden layer 2 grew beyond all bounds. "
        "The usual cause is a learning rate too large (now 100). "
        "The last finite weights are back; Back or Replay leads to better ones.",
    ),
}


@pytest.fixture
def korean() -> Iterator[None]:
    """Korean, and English again after the test."""
    set_language("ko")
    yield
    set_language("en")


@pytest.mark.parametrize("kind", ENDINGS)
def test_each_kind_has_its_sentence(kind: str) -> None:
    values, sentence = ALL[kind]
    assert ending_text(Ending(kind, values)) == sentence


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.usefixtures("korean")
def test_an_ending_of_an_earlier_language_is_said_in_the_present_one(kind: str) -> None:
    values, sentence = ALL[kind]
    said = ending_text(Ending(kind, values))
    assert said != sentence
    assert any("가" <= letter <= "힣" for letter in said)


@pytest.mark.parametrize(
    ("kind", "values", "part"),
    [
        ("no_slope", SLOPE | {"way": "perceptron"}, "or the perceptron rule."),
        ("no_slope", SLOPE | {"way": "remove_hidden"}, "or remove the hidden layers"),
        ("diverged", DIVERGED | {"hidden_layer": 0}, "the numbers of the output layer grew"),
        ("diverged", DIVERGED | {"unscaled": 1}, "(now 100) or unscaled features."),
    ],
)
def test_the_values_make_a_difference(kind: str, values: dict[str, float | str], part: str) -> None:
    assert part in ending_text(Ending(kind, values))


def test_a_divergence_says_its_ending() -> None:
    assert str(DivergenceError(Ending("diverged", DIVERGED))) == ALL["diverged"][1]
