"""An experiment is changed by the keys of its choices, and what goes together is taken along."""

from dataclasses import replace

import pytest

from nnviz.data.sources import SOURCES
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_optimizer
from nnviz.lessons.given_points import MAX_WHOLE
from nnviz.training.prepare import prepare
from tests.lessons.lesson_files import lesson, said

HEADER = "[steps.experiment]\n"
POINTS = (
    'points = { inputs = ["x"], values = ["y"], rows = [[1, 2], [2, 4], [3, 6]], whole = true }\n'
)


def changed(*lines: str) -> Experiment:
    return lesson(HEADER + "\n".join(lines)).steps[0].experiment


def refusal(*lines: str) -> str:
    return said(HEADER + "\n".join(lines))


def test_choices_change_one_by_one() -> None:
    assert changed("learning_rate = '1/4'", "batch_size = 'none'", "l2 = 0.1") == replace(
        Experiment(), learning_rate=0.25, batch_size=None, l2=0.1
    )


def test_groups_change_choice_by_choice() -> None:
    assert changed(
        "data.samples = 100", "stopping = { epochs = 30, patience = 'none' }"
    ) == replace(Experiment(), data=DataChoice(samples=100), stopping=Stopping(epochs=30))


def test_layers_are_given_as_a_whole() -> None:
    slope = "{ units = 3, activation = 'leaky_relu', activation_settings = { slope = 0.1 } }"
    assert changed(f"hidden_layers = [{slope}, {{ units = 2, batch_norm = true }}]") == replace(
        Experiment(),
        hidden_layers=(
            LayerChoice(3, "leaky_relu", LeakyReLUSettings(0.1)),
            LayerChoice(2, batch_norm=True),
        ),
    )


def test_another_data_set_takes_features_output_and_loss_along() -> None:
    found = changed("data.dataset = 'three_blobs'", "features = ['x1']")
    assert (found.output_activation, found.loss) == ("softmax", "categorical_cross_entropy")
    assert found.features == ("x1",)


def test_an_output_takes_the_loss_along_and_a_loss_the_output() -> None:
    assert changed("output_activation = 'softmax'").loss == "categorical_cross_entropy"
    assert changed("loss = 'binary_cross_entropy'").output_activation == "sigmoid"
    both = changed("loss = 'mse'", "output_activation = 'linear'")
    assert (both.loss, both.output_activation) == ("mse", "linear")


def test_an_optimizer_comes_with_its_settings() -> None:
    found = changed("optimizer = 'momentum'", "optimizer_settings = { momentum = 0.5 }")
    plain = with_optimizer(Experiment(), "momentum")
    settings = replace(plain.optimizer_settings, momentum=0.5)
    assert found == replace(plain, optimizer_settings=settings)


def test_points_that_are_a_whole_are_all_trained_on_and_tested_on() -> None:
    found = changed(POINTS)
    data = prepare(found)
    assert sorted(data.train.x[0]) == [1, 2, 3]
    assert sorted(data.train.y) == [2, 4, 6]
    assert set(data.test.x[0]) == {1, 2, 3}
    assert found.output_activation == "linear"
    assert found.form.spans == ((0.8, 3.2),)


@pytest.mark.parametrize("count", [2, 9, MAX_WHOLE])
def test_any_number_of_rows_there_can_be_is_parted_evenly(count: int) -> None:
    rows = [[number, number % 2] for number in range(count)]
    found = changed(
        f"points = {{ inputs = ['x'], classes = ['a', 'b'], rows = {rows}, whole = true }}"
    )
    data = prepare(found)
    assert sorted(data.train.x[0]) == list(range(count))
    assert set(data.test.x[0]) == set(range(count))


def test_many_points_are_parted_as_the_data_say() -> None:
    rows = [[number, 0.5, number % 2, 1] for number in range(10)]
    found = changed(
        f"points = {{ inputs = ['a', 'b'], values = ['c', 'd'], rows = {rows} }}",
        "data = { samples = 10, train_share = 0.8, noise = 0 }",
    )
    assert prepare(found).train.count == 8
    points = SOURCES[found.data.dataset].points
    assert points is not None
    assert points.y.shape == (2, 10)
    assert found.form.spans[1] == pytest.approx((0.5, 0.5), abs=1e-5)


WRONG = {
    "learning_rate = 'fast'": "“fast” is not a number.",
    "learning_rate = 2000": "Learning rate must be from 0 to 1,000, not 2,000.",
    "rate = 1": "“rate” is not known here, only: data, features, ",
    "batch_size = 0.5": "“batch_size” must be a whole number from 1 to 5000.",
    "data = { dataset = 'moon' }": "There is no data set called “moon” in this version.",
    "data = { dataset = 'own-1' }": "There is no data set called “own-1” in this version.",
    "data = { size = 1 }": "“size” is not known here",
    "data = 3": "“data” must be a table.",
    "loss = 'guess'": "There is no loss called “guess” in this version.",
    "loss = 'hinge'\noutput_activation = 'softmax'": "needs one of these output activations",
    "features = ['x9']": "This data set has no feature",
    "hidden_layers = [{}]": "“units” is missing.",
    "hidden_layers = [{ units = 1000 }]": "“units” must be a whole number from 1 to 512.",
    "hidden_layers = [{ units = 1, pieces = 2 }]": "Maxout is an activation itself",
    f"hidden_layers = [{'{ units = 1 }, ' * 9}]": "“hidden_layers” can have up to 8.",
    "optimizer_settings = { speed = 1 }": "“speed” is not known here",
    "optimizer = 'momentum'\noptimizer_settings = { momentum = 2 }": "Momentum μ must be from",
    "points = { inputs = ['x'] }": "“rows” is missing.",
    "points = { inputs = [], values = ['y'], rows = [[1]] }": "“inputs” must not be empty.",
    "points = { inputs = ['x'], rows = [[1, 2]] }": "either classes or values",
    "points = { inputs = ['x'], values = ['y'], rows = [] }": "“rows” must not be empty.",
    "points = { inputs = ['x'], values = ['y'], rows = [[1]] }": "A row has 2 numbers here.",
    "points = { inputs = ['x'], values = ['y'], rows = [[1, 2]] }": "Data need 10 to 5,000 points.",
    "points = { inputs = ['x'], values = ['y'], rows = [[1, 2]], whole = true }": "2 to 250 rows",
    f"data.dataset = 'line'\n{POINTS}": "instead of a data set",
    POINTS.replace("rows", "limits = [[0]], rows"): "Every input has two limits.",
    POINTS.replace("rows", "limits = [[2, 3]], rows"): "A number of “x” cannot be there.",
}


@pytest.mark.parametrize(("lines", "sentence"), WRONG.items())
def test_what_cannot_be_is_refused(lines: str, sentence: str) -> None:
    found = refusal(lines)
    assert found.startswith("short.toml, line ")
    assert sentence in found


def test_what_does_not_go_together_has_the_line_of_the_experiment() -> None:
    assert refusal("features = []").startswith("short.toml, line 6: The network needs at least")


def test_a_choice_has_its_own_line() -> None:
    assert refusal("l2 = 0", "", "l1 = -1").startswith("short.toml, line 9: L1 must be from")
