"""Batches of one epoch."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import Experiment
from nnviz.training.batches import Batches
from nnviz.training.evaluation import Evaluation
from nnviz.training.method import bind_method
from nnviz.training.prepare import build_network, prepare


def batches(size: int | None) -> Batches:
    experiment = replace(Experiment(), batch_size=size)
    data = prepare(experiment)
    rng = np.random.default_rng(0)
    network = build_network(experiment, data)
    evaluation = Evaluation(experiment, network, data)
    method = bind_method(experiment, network, data, evaluation, rng)
    return Batches(size, network, data, method.bind, rng)


@pytest.mark.parametrize(
    ("size", "sizes"), [(40, [40, 40, 40, 30]), (150, [150]), (999, [150]), (None, [150])]
)
def test_the_last_batch_may_be_smaller(size: int | None, sizes: list[int]) -> None:
    made = batches(size)
    assert [batch.size for batch in made.passes] == sizes
    assert len(made.steps) == len(sizes)


def test_a_step_works_on_the_columns_of_its_batch() -> None:
    made, data = batches(40), prepare(Experiment())
    made.put_in_order(np.random.default_rng(1).permutation(150))
    for k, step in enumerate(made.steps):
        step()
        columns = made.columns(k)
        np.testing.assert_array_equal(made.passes[k].inputs, data.train_inputs[:, columns])


def test_orders_are_copied() -> None:
    made, order = batches(40), np.arange(150)[::-1].copy()
    made.put_in_order(order)
    order[0] = 5
    made.order[1] = 7
    made.columns(0)[2] = 9
    np.testing.assert_array_equal(made.order, np.arange(150)[::-1])
