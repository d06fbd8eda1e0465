"""Runs with maxout, batch normalisation and dropout, and without biases."""

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import Timeline
from tests.model_files import parts

LAYERS = (
    LayerChoice(4, "tanh", batch_norm=True, dropout=0.2),
    LayerChoice(3, "linear", pieces=2, bias=False, dropout=0.1),
)
# 15 training samples in batches of 4, 4, 4 and 3.
SMALL = Experiment(
    data=DataChoice(samples=30, noise=0.1), batch_size=4, hidden_layers=LAYERS, output_bias=False
)
ONE_LEFT = replace(SMALL, batch_size=7)  # batches of 7, 7 and 1


def trained(experiment: Experiment, steps: int) -> TrainingRun:
    run = TrainingRun(experiment)
    run.advance(steps)
    return run


@pytest.mark.parametrize("experiment", [SMALL, ONE_LEFT, with_optimizer(SMALL, "adam")])
def test_same_bits_however_the_steps_are_taken(experiment: Experiment) -> None:
    run = TrainingRun(experiment)
    while run.iteration < 50:
        run.step_sample()
        run.snapshot({"responses", "values"})
        state = run.state()
        run.restore(state)
    assert parts(run.state()) == parts(trained(experiment, 50).state())


@pytest.mark.parametrize("steps", [0, 3, 17])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_saved_in_mid_training_it_goes_on_to_the_bit(
    tmp_path: Path, optimizer: str, steps: int
) -> None:
    run, path = trained(with_optimizer(SMALL, optimizer), steps), tmp_path / "a.nnviz"
    write_model(path, Model(run.experiment, run.state()))
    model = read_model(path)
    assert model.experiment == run.experiment
    assert model.state is not None
    again = TrainingRun(model.experiment)
    again.restore(model.state)
    assert again.snapshot().metrics.test_loss == run.snapshot().metrics.test_loss
    for each in (run, again):
        each.advance(60)
    assert parts(again.state()) == parts(run.state())


def test_replay_repeats_the_run_to_the_bit() -> None:
    run = trained(SMALL, 50)
    replayed = run.replayed()
    assert replayed.state().statistics.tolist() == [0] * 4 + [1] * 4
    replayed.advance(50)
    assert parts(replayed.state()) == parts(run.state())


def test_back_puts_the_statistics_back_too() -> None:
    run, timeline = trained(SMALL, 10), Timeline()
    timeline.record(run)
    before, snapshot = run.state(), run.snapshot()
    run.advance(5)
    assert not np.array_equal(run.state().statistics, before.statistics)
    assert timeline.back(run)
    assert parts(run.state()) == parts(before)
    assert run.snapshot().metrics.test_loss == snapshot.metrics.test_loss


def test_a_snapshot_predicts_with_the_statistics_of_its_moment() -> None:
    run = trained(SMALL, 40)
    snapshot, x = run.snapshot({"values"}), run.data.train_inputs
    expected = run.network.predict(x)
    run.advance(20)
    np.testing.assert_array_equal(snapshot.network.predict(x), expected)
    np.testing.assert_allclose(snapshot.parts["values"][-1], expected, rtol=1e-13)
    assert not np.array_equal(run.network.predict(x), expected)


def test_absent_biases_stay_zero_and_cannot_be_set() -> None:
    run = trained(replace(with_optimizer(SMALL, "adam"), l2=0.01), 40)
    assert (run.network.weights[1][:, -1] == 0).all()
    assert (run.network.weights[2][:, -1] == 0).all()
    place = run.network.offsets[1] + 4
    assert not SMALL.is_learned(place)
    with pytest.raises(IndexError):
        run.set_parameter(place, 1.0)
    run.set_parameter(place + 1, 1.0)
    assert run.network.weights[1][1, 0] == 1.0


@pytest.mark.parametrize("optimizer", [key for key, row in OPTIMIZERS.items()])
def test_every_optimizer_trains_them(optimizer: str) -> None:
    experiment = replace(with_optimizer(SMALL, optimizer), learning_rate=0.01)
    run = trained(experiment, 30)
    assert np.isfinite(run.network.parameters).all()


def test_divergence_goes_back_to_the_last_finite_statistics() -> None:
    layers = (LayerChoice(4, "linear", batch_norm=True, dropout=0.2), LayerChoice(4, "linear"))
    experiment = with_dataset(replace(SMALL, learning_rate=900.0, hidden_layers=layers), "parabola")
    run = TrainingRun(experiment)
    with pytest.raises(DivergenceError):
        run.advance(2000)
    assert np.isfinite(run.state().statistics).all()
    again = trained(experiment, run.iteration)
    assert parts(again.state()) == parts(run.state())


def test_statistics_that_overflow_are_noticed() -> None:
    run = TrainingRun(replace(SMALL, hidden_layers=(LayerChoice(2, batch_norm=True),)))
    run.set_parameter(0, 1e200)
    with pytest.raises(DivergenceError):
        run.advance(1000)


# Changes under way


def test_choices_that_keep_the_shape_keep_weights_and_statistics() -> None:
    run = trained(SMALL, 20)
    before = run.state()
    layers = (replace(LAYERS[0], dropout=0.5, activation="relu"), LAYERS[1])
    after = run.changed_to(replace(SMALL, hidden_layers=layers))
    np.testing.assert_array_equal(after.network.parameters, before.parameters)
    np.testing.assert_array_equal(after.network.statistics, before.statistics)
    assert after.iteration == 20


def test_neurons_and_pieces_added_keep_what_fits() -> None:
    run = trained(SMALL, 20)
    old = run.network
    layers = (replace(LAYERS[0], units=6), replace(LAYERS[1], pieces=3, bias=True))
    after = run.changed_to(replace(SMALL, hidden_layers=layers)).network
    for name in ("scale", "shift"):
        kept = getattr(old.blocks[0], name)
        np.testing.assert_array_equal(getattr(after.blocks[0], name)[:4], kept)
    assert after.blocks[0].scale[4:].tolist() == [[1], [1]]
    assert after.blocks[0].shift[4:].tolist() == [[0], [0]]
    np.testing.assert_array_equal(after.remembered[0].mean[:4], old.remembered[0].mean)
    np.testing.assert_array_equal(after.remembered[0].variance[:4], old.remembered[0].variance)
    assert after.remembered[0].variance[4:].tolist() == [[1], [1]]
    np.testing.assert_array_equal(after.weights[1][:6, :4], old.weights[1][:, :4])
    assert (after.weights[1][:6, -1] == 0).all()


def test_batch_norm_taken_away_and_added_again_begins_anew() -> None:
    run = trained(SMALL, 20)
    plain = replace(SMALL, hidden_layers=(LayerChoice(4), LAYERS[1]))
    without = run.changed_to(plain)
    assert without.state().statistics.size == 0
    np.testing.assert_array_equal(without.network.weights[0], run.network.weights[0])
    again = without.changed_to(SMALL)
    assert again.state().statistics.tolist() == [0] * 4 + [1] * 4
    again.restore(run.state())
    np.testing.assert_array_equal(again.state().statistics, run.state().statistics)


def test_a_step_allocates_no_arrays() -> None:
    """Warm up, then look at the peak: less than the smallest array of a layer would take."""
    big = (
        LayerChoice(32, "tanh", batch_norm=True, dropout=0.2),
        LayerChoice(32, "linear", pieces=2),
    )
    run = TrainingRun(
        replace(SMALL, data=DataChoice(samples=2000), hidden_layers=big, batch_size=100)
    )
    run.advance(2)
    tracemalloc.start()
    run.advance(1)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    run.advance(6)
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert peak < 32 * 100 * 8 / 4
