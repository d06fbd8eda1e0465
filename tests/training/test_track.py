"""The track: the lecture's figures, whose cost and gradient they are, and what is ahead."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.engine.losses import LOSSES
from nnviz.engine.objective import Objective
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import (
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_loss,
    with_optimizer,
)
from nnviz.training import tracking
from nnviz.training.regularisation import penalty
from nnviz.training.run import TrainingRun
from nnviz.training.track import Track, why_untracked
from nnviz.training.tracking import AHEAD, MOST_AHEAD, MOST_RECALLED
from tests.engine.differences import derivative

SINGLE = replace(Experiment(), hidden_layers=())  # 2 weights and a bias
LINEAR = replace(SINGLE, output_activation="linear", loss="mse")
HIDDEN = replace(Experiment(), hidden_layers=(LayerChoice(3, "sigmoid"),))
# Step: cost, w after, gradient.
LECTURE = {
    0: (41.4864, 0.4852, -42.7247),
    5: (3.4582, 1.5627, -12.3354),
    10: (0.2883, 1.8737, -3.5614),
    15: (0.0240, 1.9635, -1.0282),
}


def track(run: TrainingRun) -> Track:
    found = run.snapshot({"track"}).parts["track"]
    assert isinstance(found, Track)
    return found


def past(run: TrainingRun) -> list[int]:
    found = track(run)
    return found.iterations[: found.present].tolist()


def by_hand() -> TrainingRun:
    """Return the run of `slope-by-hand` at its beginning, without an end."""
    model = trained_ahead("slope-by-hand", lesson_step("slope-by-hand", 1))
    return TrainingRun.resumed(replace(model.experiment, stopping=Stopping()), model.state)


def same_steps(one: Track, other: Track) -> None:
    """Assert that two tracks agree to the bit where they are of the same iterations."""
    shared = np.intersect1d(one.iterations, other.iterations)
    assert shared.size
    for name in ("costs", "gradients", "before", "after"):
        rows = [
            getattr(found, name)[np.isin(found.iterations, shared)].tobytes()
            for found in (one, other)
        ]
        assert rows[0] == rows[1]


@pytest.mark.parametrize("steps", [0, 3, 16])
def test_slope_by_hand(steps: int) -> None:
    """Whether its steps are ahead, half done, or behind."""
    run = by_hand()
    run.advance(steps)
    found = track(run)
    assert found.names == ("w",)
    assert found.present == found.now == steps
    for step, (cost, after, gradient) in LECTURE.items():
        assert found.iterations[step] == step
        row = found.costs[step], found.after[step, 0], found.gradients[step, 0]
        assert row == pytest.approx((cost, after, gradient), abs=5e-5)


def test_its_columns_for_files_are_named_in_ascii() -> None:
    columns = track(TrainingRun(SINGLE)).columns()
    assert list(columns) == ["w1", "w2", "b", "grad_w1", "grad_w2", "grad_b"]
    slope = track(by_hand()).columns()
    assert slope["w"][15] == pytest.approx(1.9635, abs=5e-5)
    assert slope["grad_w"][0] == pytest.approx(-42.7247, abs=5e-5)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ["linear", "tanh", "sigmoid", "softplus"])
def test_cost_and_gradient_are_those_of_the_batch(loss: str, activation: str) -> None:
    experiment = replace(HIDDEN, l2=0.1, loss=loss, output_activation=activation, clip_norm=0.01)
    row = LOSSES[loss]
    if activation not in row.output_activations:
        experiment = with_loss(HIDDEN, loss)
    if row.for_classes_only and loss == "categorical_cross_entropy":
        three = with_dataset(HIDDEN, "three_blobs")
        experiment = replace(with_loss(three, loss), hidden_layers=(LayerChoice(1),))
    check_row(TrainingRun(experiment))


@pytest.mark.parametrize("method", OPTIMIZERS)
def test_cost_and_gradient_whatever_is_made_of_them(method: str) -> None:
    check_row(TrainingRun(with_optimizer(HIDDEN, method)))


def check_row(run: TrainingRun) -> None:
    """Compare a row with the loss of its batch and its numeric derivatives."""
    run.advance(4)
    batch, experiment = run.snapshot().batch, run.experiment
    run.step()
    found = track(run)
    row = found.present - 1
    before = run.network.parameters.copy()
    places = list(found.places)
    before[places] = found.before[row]
    x, targets = run.data.train_inputs[:, batch], run.data.train_targets[:, batch]
    loss = LOSSES[experiment.loss]
    objective = Objective(run.network, loss, x, targets, experiment.loss_settings)
    probe = TrainingRun(experiment, run.data).network

    def cost(parameters: Any) -> float:
        probe.parameters[...] = parameters
        return objective.value(parameters) + penalty(probe, experiment.l1, experiment.l2)

    assert found.costs[row] == pytest.approx(cost(before), rel=1e-12)
    for number, place in enumerate(places):

        def along(value: float, place: int = place) -> float:
            moved = before.copy()
            moved[place] = value
            return cost(moved)

        numeric = derivative(along, float(before[place])).value
        assert found.gradients[row, number] == pytest.approx(numeric, rel=1e-6, abs=1e-9)
    np.testing.assert_array_equal(found.after[row], run.network.parameters[places])


@pytest.mark.parametrize("method", OPTIMIZERS)
def test_the_forecast_is_to_the_bit_what_comes(method: str) -> None:
    hidden = (LayerChoice(2, batch_norm=True, dropout=0.2),)
    start = replace(with_optimizer(HIDDEN, method), hidden_layers=hidden, schedule="cosine")
    run = TrainingRun(start)
    run.advance(13)
    forecast = track(run)
    assert len(forecast.iterations) == 13 + AHEAD
    run.advance(AHEAD)
    taken = track(run)
    assert taken.present == len(forecast.iterations)
    same_steps(forecast, taken)


def test_looking_at_it_changes_nothing() -> None:
    looked_at, alone = TrainingRun(SINGLE), TrainingRun(SINGLE)
    for _ in range(30):
        looked_at.step()
        track(looked_at)
    alone.advance(30)
    np.testing.assert_array_equal(looked_at.network.parameters, alone.network.parameters)


def test_it_is_made_once_for_a_moment_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = TrainingRun(SINGLE)
    first = track(run)
    assert track(run) is first
    steps: list[int] = []
    advance = TrainingRun.advance
    monkeypatch.setattr(
        TrainingRun, "advance", lambda run, n: (steps.append(n), advance(run, n))[1]
    )
    run.step()
    same_steps(first, track(run))
    assert steps == [1, 1]  # the run's own, and the one more that is ahead


def test_it_catches_up_with_a_run_that_has_passed_it() -> None:
    run = TrainingRun(SINGLE)
    track(run)
    run.advance(AHEAD + 10)
    assert track(run).iterations.tolist() == list(range(2 * AHEAD + 10))


def test_it_ends_where_training_does() -> None:
    run = TrainingRun(replace(SINGLE, batch_size=None, stopping=Stopping(epochs=25)))
    assert track(run).iterations.tolist() == list(range(25))
    assert track(run).ends
    run.advance(5)
    assert track(run).iterations.tolist() == list(range(25))
    run.advance(20)
    assert run.finished is not None
    found = track(run)
    assert (found.now, len(found.iterations)) == (25, 26)  # what a step would be


def test_it_ends_where_the_loss_is_small_enough() -> None:
    stopping = Stopping(target_loss=TrainingRun(SINGLE).snapshot().metrics.test_loss * 0.999)
    run = TrainingRun(replace(SINGLE, batch_size=None, stopping=stopping))
    found = track(run)
    assert found.ends
    run.advance(AHEAD)
    assert run.finished is not None
    assert 0 < run.iteration == len(found.iterations) < AHEAD


def test_an_end_far_away_is_not_looked_for() -> None:
    epochs = MOST_AHEAD + 1
    run = TrainingRun(replace(SINGLE, batch_size=None, stopping=Stopping(epochs=epochs)))
    assert len(track(run).iterations) == AHEAD
    assert not track(run).ends
    run.step()
    assert len(track(run).iterations) == epochs


def test_a_divergence_ends_it() -> None:
    start = by_hand()
    run = TrainingRun(replace(start.experiment, learning_rate=9.0), initial=start.initial)
    found = track(run)
    assert np.isfinite(found.after).all()
    assert not found.ends
    run.advance(60)
    found = track(run)
    assert found.ends
    assert np.isfinite(found.after).all()
    last = int(found.iterations[-1]) + 1
    run.advance(last - run.iteration)
    found = track(run)
    assert found.now is None
    assert past(run) == list(range(last))


def test_other_rates_change_what_is_ahead_and_not_what_was() -> None:
    run = TrainingRun(SINGLE)
    run.advance(4)
    before = track(run)
    run.changed_to(replace(SINGLE, learning_rate=0.5))
    after = track(run)
    np.testing.assert_array_equal(before.after[:4], after.after[:4])
    assert (before.after[4:] != after.after[4:]).any()


def test_a_weight_set_by_hand_leaves_the_steps_before_it_as_they_were() -> None:
    run = TrainingRun(SINGLE)
    run.advance(4)
    before = track(run)
    run.set_parameter(0, 0.75)
    found = track(run)
    np.testing.assert_array_equal(before.after[:4], found.after[:4])
    assert found.before[4, 0] == 0.75
    run.step()
    assert past(run) == list(range(5))


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run.changed_to(replace(run.experiment, loss="mse")),
        lambda run: run.changed_to(replace(run.experiment, l2=0.1)),
        lambda run: run.changed_to(replace(run.experiment, weights_seed=9)),
        lambda run: run.replayed(),
    ],
    ids=["another loss", "a penalty", "new weights", "replay"],
)
def test_what_is_of_another_run_or_cost_is_forgotten(
    change: Callable[[TrainingRun], TrainingRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "MOST_RECALLED", 0)
    run = TrainingRun(SINGLE)
    run.advance(4)
    changed = change(run)
    assert past(changed) == []
    changed.step()
    assert past(changed) == [changed.iteration - 1]


def test_going_back_forgets_what_came_after() -> None:
    run = TrainingRun(SINGLE)
    run.advance(4)
    state, here = run.state(), track(run)
    run.advance(6)
    run.restore(state)
    assert past(run) == [0, 1, 2, 3]
    same_steps(here, track(run))


def test_what_led_to_a_run_from_a_file_is_found_again() -> None:
    run = TrainingRun(SINGLE)
    run.advance(37)
    resumed = TrainingRun.resumed(SINGLE, run.state())
    assert past(resumed) == list(range(37))
    same_steps(track(run), track(resumed))


def test_what_led_there_is_not_known_after_a_change_on_the_way() -> None:
    run = TrainingRun(SINGLE)
    run.advance(5)
    run.set_parameter(0, 0.75)
    run.advance(5)
    resumed = TrainingRun.resumed(SINGLE, run.state())
    assert past(resumed) == []
    resumed.advance(2)
    assert past(resumed) == [10, 11]
    assert track(resumed).present == 2


def test_what_led_there_is_not_known_where_the_beginning_leads_nowhere() -> None:
    start = by_hand()
    endless = replace(start.experiment, stopping=Stopping())
    run = TrainingRun(endless, initial=start.initial)
    run.advance(500)
    wild = replace(endless, learning_rate=50.0)
    resumed = TrainingRun.resumed(wild, run.state())
    assert past(resumed) == []


def test_a_long_way_back_is_not_looked_for() -> None:
    run = TrainingRun(SINGLE)
    run.advance(MOST_RECALLED + 1)
    assert past(TrainingRun.resumed(SINGLE, run.state())) == []


def test_the_way_back_is_found_past_an_end_of_training() -> None:
    experiment = replace(SINGLE, batch_size=None, stopping=Stopping(epochs=5))
    run = TrainingRun(experiment)
    for _ in range(8):
        run.step()
    assert past(TrainingRun.resumed(experiment, run.state())) == list(range(8))


@pytest.mark.parametrize(
    ("experiment", "words"),
    [
        (Experiment(), "up to 20 parameters"),
        (replace(SINGLE, output_activation="step"), "slope"),
        *((with_optimizer(LINEAR, key), "takes no gradient") for key in SOLVERS),
    ],
)
def test_there_is_none_and_it_says_why(experiment: Experiment, words: str) -> None:
    assert words in why_untracked(experiment)
    assert TrainingRun(experiment).snapshot({"track"}).parts["track"] is None


def test_where_there_is_one_nothing_is_to_be_said() -> None:
    assert why_untracked(SINGLE) == ""


def test_steps_without_a_gradient_leave_a_gap() -> None:
    perceptron = with_optimizer(SINGLE, "perceptron")
    run = TrainingRun(perceptron)
    run.advance(3)
    changed = run.changed_to(with_optimizer(run.experiment, "sgd"))
    assert past(changed) == []
    changed.step()
    assert past(changed) == [3]
