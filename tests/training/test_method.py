"""Ways to learn without gradients, in a run."""

import tracemalloc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nnviz.engine.ending import Ending
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import DataChoice, Experiment, Stopping, with_dataset, with_optimizer
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import Timeline
from tests.model_files import parts

NEURON = replace(
    Experiment(), hidden_layers=(), output_activation="sign", data=DataChoice(samples=60)
)
BLOBS = with_optimizer(with_dataset(NEURON, "two_gaussians"), "perceptron")
NOISY = replace(BLOBS, data=replace(BLOBS.data, noise=0.3))
XOR = with_dataset(BLOBS, "xor")
LINE = with_optimizer(with_dataset(NEURON, "line"), "normal_equation")
SEARCH = replace(with_optimizer(Experiment(), "random_search"), data=DataChoice(samples=40))
ALL = {"perceptron": XOR, "random_search": SEARCH, "normal_equation": LINE}


def test_every_solver_is_looked_at() -> None:
    missing = SOLVERS.keys() - ALL.keys()
    assert not missing, f"write into ALL an experiment that each of {sorted(missing)} can learn"


def by_hand(run: TrainingRun, columns: np.ndarray, rate: float) -> np.ndarray:
    """Return the weights after the perceptron rule went through these samples of the run."""
    weights = run.network.parameters.copy()
    for column in columns:
        x = [*run.data.train_inputs[:, column], 1.0]
        target = run.data.train_targets[0, column]
        answer = 1.0 if sum(w * v for w, v in zip(weights, x, strict=True)) > 0 else -1.0
        weights += rate * (target - answer) * np.array(x)
    return weights


@pytest.mark.parametrize("experiment", [BLOBS, XOR])
def test_a_step_is_for_one_sample(experiment: Experiment) -> None:
    run = TrainingRun(experiment)
    for _ in range(20):
        expected = by_hand(run, run.snapshot().batch, experiment.learning_rate)
        run.step()
        np.testing.assert_allclose(run.network.parameters, expected, rtol=1e-12, atol=1e-15)


def test_the_rate_is_that_of_the_schedule() -> None:
    run = TrainingRun(replace(XOR, schedule="exponential", learning_rate=0.4))
    run.advance(run.batches_left)
    expected = by_hand(run, run.snapshot().batch, run.snapshot().learning_rate)
    run.step()
    assert run.snapshot().learning_rate < 0.4
    np.testing.assert_allclose(run.network.parameters, expected, rtol=1e-12)


@pytest.mark.parametrize("output", ["sign", "step", "linear", "tanh", "sigmoid"])
def test_on_two_clouds_it_ends_after_an_epoch_without_a_correction(output: str) -> None:
    run = TrainingRun(replace(NOISY, output_activation=output))
    before = run.network.parameters.copy()
    for _ in range(1000):
        before = run.network.parameters.copy()
        run.advance(run.batches_left)
        if run.finished:
            break
    assert run.finished == Ending("separated")
    np.testing.assert_array_equal(run.network.parameters, before)
    assert run.snapshot().metrics.train_score == 1
    assert run.snapshot().parts["warning"] is None


def test_on_xor_it_never_ends_and_says_so_after_the_first_epoch() -> None:
    run = TrainingRun(XOR)
    assert run.snapshot().parts["warning"] is None
    run.advance(3000)
    assert (run.iteration, run.finished) == (3000, None)
    assert run.snapshot().parts["warning"] == Ending("inseparable")


def test_a_stopping_condition_ends_what_would_never_stop() -> None:
    run = TrainingRun(replace(XOR, stopping=Stopping(epochs=5)))
    run.advance(1000)
    assert run.finished == Ending("epochs", {"count": 5})
    assert run.snapshot().parts["warning"] is None


def test_a_finished_perceptron_goes_on_after_a_weight_was_set_wrong() -> None:
    run = TrainingRun(BLOBS)
    run.advance(1000)
    assert run.finished
    run.set_parameter(0, -5.0)
    assert run.finished is None
    run.advance(1000)
    assert run.finished
    assert run.snapshot().metrics.train_score == 1


def test_an_end_is_still_one_when_the_state_is_put_back() -> None:
    for experiment in (BLOBS, LINE):
        run, again = TrainingRun(experiment), TrainingRun(experiment)
        run.advance(1000)
        again.restore(run.state())
        assert again.finished == run.finished is not None


def test_a_neuron_without_a_bias_keeps_its_line_through_the_origin() -> None:
    run = TrainingRun(replace(BLOBS, output_bias=False))
    run.advance(1000)
    assert run.finished
    assert run.network.parameters[-1] == 0


def test_random_search_makes_the_training_loss_smaller_with_its_penalty() -> None:
    single = replace(with_dataset(SEARCH, "two_gaussians"), hidden_layers=())
    run = TrainingRun(replace(single, l2=0.01))
    run.advance(300)
    losses = run.snapshot().column("train_loss")
    assert all(after <= before for before, after in pairwise(losses))
    assert losses[-1] < losses[0]
    assert run.finished is None


@pytest.mark.parametrize("bias", [True, False])
def test_the_normal_equation_is_done_in_one_step(bias: bool) -> None:
    run = TrainingRun(replace(LINE, output_bias=bias, data=replace(LINE.data, noise=0.3)))
    run.advance(1000)
    assert (run.iteration, run.epoch) == (1, 1)
    assert run.finished == Ending("solved")
    x = np.vstack([run.data.train_inputs, np.full(run.data.train.count, float(bias))])
    errors = run.network.parameters @ x - run.data.train_targets[0]
    np.testing.assert_allclose(x @ errors, 0, atol=1e-10)  # the gradient
    run.step()  # by hand it can be done again
    assert run.iteration == 2


def test_features_that_say_the_same_are_said_to_be_singular() -> None:
    plane = replace(with_dataset(LINE, "plane"), features=("x1", "x2", "x1_squared"))
    few = replace(plane, data=replace(plane.data, samples=10, train_share=0.2))
    run = TrainingRun(few)
    run.advance(1)
    assert run.finished == Ending("solved_singular", {"rank": 2, "variables": 4})


@pytest.mark.parametrize("experiment", ALL.values(), ids=ALL)
def test_grouping_and_looking_change_nothing(experiment: Experiment) -> None:
    one, other = TrainingRun(experiment), TrainingRun(experiment)
    one.advance(40)
    while other.iteration < one.iteration:
        other.step_sample()
        other.snapshot({"responses", "values"})
    assert parts(one.state()) == parts(other.state())


@pytest.mark.parametrize("experiment", ALL.values(), ids=ALL)
def test_replay_and_back_repeat_to_the_bit(experiment: Experiment) -> None:
    run, timeline = TrainingRun(experiment), Timeline()
    run.advance(20)
    timeline.record(run)
    before = run.state()
    run.step()
    after = run.state()
    assert timeline.back(run)
    assert parts(run.state()) == parts(before)
    run.step()
    assert parts(run.state()) == parts(after)
    again = run.replayed()
    while again.iteration < before.iteration:
        again.step()
    assert parts(again.state()) == parts(before)


@pytest.mark.parametrize("experiment", ALL.values(), ids=ALL)
def test_another_way_to_learn_goes_on_from_the_same_weights(experiment: Experiment) -> None:
    run = TrainingRun(replace(experiment, stopping=Stopping()))
    run.advance(3)
    before = run.state()
    run = run.changed_to(with_optimizer(run.experiment, "adam"))
    run = run.changed_to(experiment)
    assert (run.iteration, run.epoch) == (before.iteration, before.epoch)
    np.testing.assert_array_equal(run.network.parameters, before.parameters)


def test_a_step_of_the_perceptron_rule_makes_no_large_arrays() -> None:
    run = TrainingRun(replace(XOR, data=DataChoice("xor", samples=5000)))
    run.advance(1)
    tracemalloc.start()
    run.advance(1)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    run._bound.batches.steps[0]()  # noqa: SLF001
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert peak < 2500 * 8
