"""Experiments: what can be chosen, what cannot and in which words, and what changes along."""

from dataclasses import replace

import pytest

from nnviz.data.generators import DATASETS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.elu_softplus_silu import ELUSettings
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from nnviz.engine.optimizers.adagrad_rmsprop_adam import AdamSettings
from nnviz.engine.optimizers.sgd_momentum import MomentumSettings
from nnviz.engine.schedules import StepSettings
from nnviz.experiment import (
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    DataChoice,
    Experiment,
    ExperimentError,
    LayerChoice,
    Stopping,
    with_dataset,
    with_loss,
    with_output_activation,
)

DEFAULT = Experiment()
LINE = with_dataset(DEFAULT, "line")
ROWS = with_dataset(DEFAULT, "one_hot")
BLOBS = with_dataset(DEFAULT, "three_blobs")


def test_the_default_can_be_used() -> None:
    DEFAULT.check()


def test_experiments_are_values() -> None:
    assert Experiment() == Experiment()
    assert hash(Experiment()) == hash(Experiment())
    assert replace(DEFAULT, l1=0.1) != DEFAULT


def test_layer_sizes_run_from_the_features_to_the_outputs() -> None:
    experiment = replace(DEFAULT, hidden_layers=(LayerChoice(5), LayerChoice(2)))
    assert experiment.layer_sizes == (2, 5, 2, 1)
    assert experiment.parameter_count == 5 * 3 + 2 * 6 + 3


def test_a_network_may_have_no_hidden_layer() -> None:
    experiment = replace(DEFAULT, hidden_layers=())
    experiment.check()
    assert experiment.layer_sizes == (2, 1)
    assert experiment.parameter_count == 3


@pytest.mark.parametrize(
    ("experiment", "outputs"),
    [
        (DEFAULT, 1),
        (LINE, 1),
        (BLOBS, 3),
        (with_output_activation(BLOBS, "tanh"), 3),
        (with_output_activation(DEFAULT, "softmax"), 2),
    ],
)
def test_there_is_one_output_or_one_a_class(experiment: Experiment, outputs: int) -> None:
    experiment.check()
    assert experiment.outputs == outputs


REFUSED = [
    (replace(DEFAULT, data=DataChoice("moons")), "no data set called “moons”"),
    (replace(DEFAULT, scaling="log"), "no scaling called “log”"),
    (replace(DEFAULT, output_activation="stairs"), "no activation called “stairs”"),
    (replace(DEFAULT, hidden_layers=(LayerChoice(1, "x"),)), "no activation called “x”"),
    (replace(DEFAULT, loss="mood"), "no loss called “mood”"),
    (replace(DEFAULT, optimizer="lion"), "no optimizer called “lion”"),
    (replace(DEFAULT, initializer="ones"), "no initial weights called “ones”"),
    (replace(DEFAULT, features=("x0",)), "no feature called “x0”"),
    (replace(DEFAULT, features=("x9",)), "no feature x₉"),
    (replace(DEFAULT, features=()), "at least one input feature"),
    (replace(DEFAULT, features=("x1", "x1")), "listed twice"),
    (replace(LINE, features=("x1", "x2")), "no feature x₂"),
    (replace(DEFAULT, features=("x3",)), "no feature x₃"),
    (replace(ROWS, features=("x1_squared",)), "no feature x₁²"),
    (replace(DEFAULT, hidden_layers=(LayerChoice(1),) * 9), "up to 8 hidden layers"),
    (replace(DEFAULT, hidden_layers=(LayerChoice(0),)), "1 to 512 neurons"),
    (replace(DEFAULT, hidden_layers=(LayerChoice(513),)), "1 to 512 neurons"),
    (replace(DEFAULT, hidden_layers=(LayerChoice(2, "softmax"),)), "only be the output's"),
    (replace(DEFAULT, output_activation="softmax"), "needs one of these output activations"),
    (replace(DEFAULT, loss="binary_cross_entropy"), "activations: Sigmoid"),
    (replace(with_loss(DEFAULT, "binary_cross_entropy"), data=LINE.data), None),
    (with_loss(LINE, "binary_cross_entropy"), "is for classes"),
    (replace(DEFAULT, optimizer="adam"), "belong to another optimizer"),
    (replace(DEFAULT, data=DataChoice(samples=9)), "Samples must be from 10 to 5,000, not 9"),
    (replace(DEFAULT, data=DataChoice(samples=5001)), "Samples must be"),
    (replace(DEFAULT, data=DataChoice(noise=0.6)), "Noise must be"),
    (replace(DEFAULT, data=DataChoice(train_share=0.95)), "Training share must be"),
    (replace(DEFAULT, data=DataChoice(seed=-1)), "Data seed must be"),
    (replace(DEFAULT, weights_seed=2**31), "Weights seed must be"),
    (replace(DEFAULT, learning_rate=-0.1), "Learning rate must be"),
    (replace(DEFAULT, learning_rate=float("nan")), "not nan"),
    (replace(DEFAULT, learning_rate=float("inf")), "not inf"),
    (replace(DEFAULT, batch_size=0), "Batch size must be"),
    (replace(DEFAULT, schedule="lunar"), "no learning-rate schedule called “lunar”"),
    (replace(DEFAULT, bias_initializer="he_normal"), "no initial biases called “he_normal”"),
    (replace(DEFAULT, clip_norm=0.0), "Clipping norm must be"),
    (
        replace(DEFAULT, hidden_layers=(LayerChoice(1, "elu", ELUSettings(-1.0)),)),
        "α must be from 0 to 10, not -1",
    ),
    (replace(DEFAULT, loss="huber", loss_settings=HuberSettings(0.0)), "δ must be"),
    (replace(DEFAULT, loss="hinge", output_activation="relu"), "Hinge loss needs one of"),
    (with_loss(LINE, "hinge"), "is for classes"),
    (replace(DEFAULT, l1=-1.0), "L1 must be"),
    (replace(DEFAULT, l2=101.0), "L2 must be"),
    (replace(DEFAULT, stopping=Stopping(epochs=0)), "Epochs must be"),
    (replace(DEFAULT, stopping=Stopping(target_loss=-1.0)), "Target loss must be"),
    (replace(DEFAULT, stopping=Stopping(patience=0)), "Patience must be"),
    (
        replace(DEFAULT, optimizer="momentum", optimizer_settings=MomentumSettings(1.5)),
        "Momentum μ must be from 0 to 0.999, not 1.5",
    ),
]


@pytest.mark.parametrize(("experiment", "sentence"), REFUSED)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    experiment: Experiment, sentence: str | None
) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        experiment.check()


@pytest.mark.parametrize(
    "experiment",
    [
        replace(DEFAULT, hidden_layers=(LayerChoice(MAX_UNITS),) * MAX_HIDDEN_LAYERS),
        replace(DEFAULT, batch_size=None, learning_rate=0.0),
        replace(DEFAULT, stopping=Stopping(1, 0.0, 1)),
        replace(DEFAULT, optimizer="adam", optimizer_settings=AdamSettings(0.0, 0.0, 0.1)),
    ],
)
def test_the_limits_themselves_can_be_used(experiment: Experiment) -> None:
    experiment.check()


@pytest.mark.parametrize("after", DATASETS)
@pytest.mark.parametrize("before", DATASETS)
def test_every_data_set_can_follow_every_other(before: str, after: str) -> None:
    changed = with_dataset(with_dataset(DEFAULT, before), after)
    changed.check()
    assert changed.data.dataset == after


def test_another_data_set_of_the_same_kind_keeps_every_other_choice() -> None:
    chosen = with_loss(replace(DEFAULT, features=("x1", "sin_x2")), "binary_cross_entropy")
    changed = with_dataset(chosen, "spiral")
    assert changed == replace(chosen, data=replace(chosen.data, dataset="spiral"))


def test_features_of_a_missing_input_go_and_come_back() -> None:
    assert LINE.features == ("x1",)
    assert with_dataset(LINE, "circle").features == ("x1", "x2")
    squared = replace(LINE, features=("x1_squared",))
    assert with_dataset(squared, "circle").features == ("x1_squared",)
    both = replace(LINE, features=("x1", "x1_squared"))
    assert with_dataset(both, "circle").features == ("x1", "x2", "x1_squared")
    only_second = replace(DEFAULT, features=("x2",))
    assert with_dataset(only_second, "sine").features == ("x1",)


@pytest.mark.parametrize("before", [DEFAULT, LINE, replace(DEFAULT, features=("x2", "x1_x2"))])
def test_data_of_many_inputs_have_all_of_them_as_features(before: Experiment) -> None:
    rows = with_dataset(before, "one_hot")
    assert rows.features == ("x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8")
    some = replace(rows, features=("x3", "x5"))
    assert with_dataset(some, "circle").features == ("x1", "x2")
    assert with_dataset(some, "line").features == ("x1",)


def test_several_targets_have_an_output_each() -> None:
    assert ROWS.layer_sizes == (8, 4, 3, 8)


@pytest.mark.parametrize(
    ("before", "after", "output", "loss"),
    [
        ("circle", "plane", "linear", "half_mse"),
        ("circle", "three_blobs", "softmax", "categorical_cross_entropy"),
        ("three_blobs", "circle", "tanh", "half_mse"),
        ("line", "circle", "tanh", "half_mse"),
        ("three_blobs", "line", "linear", "half_mse"),
        ("plane", "one_hot", "sigmoid", "half_mse"),
        ("one_hot", "plane", "linear", "half_mse"),
        ("one_hot", "corners", "tanh", "half_mse"),
    ],
)
def test_another_kind_of_data_brings_a_fitting_output(
    before: str, after: str, output: str, loss: str
) -> None:
    changed = with_dataset(with_dataset(DEFAULT, before), after)
    assert (changed.output_activation, changed.loss) == (output, loss)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("output", ACTIVATIONS)
def test_every_loss_and_output_bring_what_they_need(loss: str, output: str) -> None:
    with_output_activation(with_loss(DEFAULT, loss), output).check()
    with_loss(with_output_activation(DEFAULT, output), loss).check()


def test_a_fitting_loss_or_output_stays() -> None:
    assert with_output_activation(DEFAULT, "linear").loss == "half_mse"
    assert with_loss(DEFAULT, "mse").output_activation == "tanh"
    softmax = with_loss(LINE, "categorical_cross_entropy")
    assert with_loss(softmax, "mse").output_activation == "linear"


def test_settings_of_another_choice_become_the_defaults() -> None:
    leaky = LayerChoice(3, "leaky_relu", LeakyReLUSettings(0.1))
    assert leaky.activation_settings == LeakyReLUSettings(0.1)
    assert replace(leaky, activation="elu").activation_settings == ELUSettings()
    huber = replace(DEFAULT, loss="huber", loss_settings=HuberSettings(3.0))
    assert huber.loss_settings == HuberSettings(3.0)
    assert replace(huber, loss="mse") == replace(DEFAULT, loss="mse")


def test_the_learning_rate_follows_the_schedule() -> None:
    experiment = replace(
        DEFAULT,
        learning_rate=0.8,
        schedule="step",
        schedule_settings=StepSettings(0.5, 2),
    )
    assert [experiment.learning_rate_at(epoch) for epoch in range(5)] == [0.8, 0.8, 0.4, 0.4, 0.2]


def test_a_loss_brings_the_output_it_is_fused_with() -> None:
    assert with_loss(DEFAULT, "binary_cross_entropy").output_activation == "sigmoid"
    gaussian = with_output_activation(DEFAULT, "gaussian")
    assert with_loss(gaussian, "binary_cross_entropy").output_activation == "gaussian"
    assert with_loss(gaussian, "hinge").output_activation == "tanh"
