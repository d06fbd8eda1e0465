"""Losses and scores over all data."""

import numpy as np
import pytest

from nnviz.engine.losses import LOSSES
from nnviz.experiment import Experiment, with_dataset, with_loss
from nnviz.training.evaluation import Evaluation, Metrics
from nnviz.training.prepare import build_network, prepare

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "experiment",
    [with_loss(Experiment(), key) for key in LOSSES] + [with_dataset(Experiment(), "line")],
)
def test_each_part_is_judged_on_its_own(experiment: Experiment) -> None:
    data = prepare(experiment)
    network = build_network(experiment, data)
    network.parameters[...] = np.random.default_rng(1).normal(size=network.parameters.size)
    found = Evaluation(experiment, network, data).measure()
    row = LOSSES[experiment.loss]
    for part, loss, score in (
        ("train", found.train_loss, found.train_score),
        ("test", found.test_loss, found.test_score),
    ):
        inputs, targets = getattr(data, f"{part}_inputs"), getattr(data, f"{part}_targets")
        outputs, points = network.predict(inputs), getattr(data, part)
        assert loss == pytest.approx(row.form.value(outputs, targets, row.settings()), rel=1e-9)
        assert score == data.score(outputs, points)


def test_train_values_are_copies_of_every_layer() -> None:
    experiment = Experiment()
    data = prepare(experiment)
    network = build_network(experiment, data)
    evaluation = Evaluation(experiment, network, data)
    evaluation.forward()
    values = evaluation.train_values()
    assert [layer.shape for layer in values] == [(units, 150) for units in network.sizes]
    np.testing.assert_array_equal(values[0], data.train_inputs)
    network.parameters[...] = 1.0
    evaluation.measure()
    assert (values[-1] == 0).all()


@pytest.mark.parametrize(
    ("losses", "finite"), [((1, 2), True), ((INF, 2), False), ((1, NAN), False)]
)
def test_metrics_are_finite_if_both_losses_are(losses: tuple[float, float], finite: bool) -> None:
    assert Metrics(*losses, 1.0, 1.0).finite is finite
