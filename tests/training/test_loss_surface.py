"""The loss around a moment of training: the run's own loss, measured in shares, beside the run."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.analysis.landscape import Plane, parameter_plane, random_plane
from nnviz.experiment import DataChoice, Experiment, LayerChoice
from nnviz.training.loss_surface import Surface, curvature_at, loss_curve, loss_slice
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.work import Job, finish

SMALL = replace(
    Experiment(), data=DataChoice(samples=20), hidden_layers=(LayerChoice(3, bias=False),)
)
CHOICES = {
    "plain": SMALL,
    "with a penalty": replace(SMALL, l1=0.1, l2=0.3),
    "with batch normalisation and dropout": replace(
        SMALL, hidden_layers=(LayerChoice(4, batch_norm=True, dropout=0.5),)
    ),
}


def snapshot_of(experiment: Experiment) -> Snapshot:
    run = TrainingRun(experiment)
    run.advance(7)
    return run.snapshot()


@pytest.fixture(params=CHOICES.values(), ids=CHOICES)
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return snapshot_of(request.param)


def plane_of(snapshot: Snapshot) -> Plane:
    return random_plane(snapshot.network, np.random.default_rng(1))


def test_where_training_stands_it_is_the_run_s_own_loss(snapshot: Snapshot) -> None:
    found = Surface(snapshot).value(snapshot.parameters)
    assert found == pytest.approx(snapshot.metrics.train_loss, rel=1e-12)


def test_the_gradient_is_that_of_the_value(snapshot: Snapshot) -> None:
    surface, here = Surface(snapshot), snapshot.parameters
    step = 1e-6
    numeric = [
        (surface.value(here + step * axis) - surface.value(here - step * axis)) / (2 * step)
        for axis in np.eye(here.size)
    ]
    np.testing.assert_allclose(surface.gradient(here), numeric, atol=1e-7)


def test_a_slice_has_the_loss_of_every_point(snapshot: Snapshot) -> None:
    plane, across, up = plane_of(snapshot), np.linspace(-1, 1, 3), np.linspace(-1, 1, 5)
    losses = finish(loss_slice(snapshot, plane, across, up))
    assert losses.shape == (5, 3)
    assert losses[2, 1] == pytest.approx(snapshot.metrics.train_loss, rel=1e-12)
    corner = plane.origin + plane.across - plane.up
    assert losses[0, 2] == pytest.approx(Surface(snapshot).value(corner), rel=1e-12)


def test_a_slice_is_measured_row_by_row(snapshot: Snapshot) -> None:
    line = np.linspace(-1, 1, 4)
    assert list(loss_slice(snapshot, plane_of(snapshot), line, line)) == [0.25, 0.5, 0.75, 1.0]


def test_beyond_all_bounds_the_loss_is_no_warning() -> None:
    snapshot = snapshot_of(CHOICES["with a penalty"])
    plane = parameter_plane(snapshot.parameters, 0, 1)
    ends = np.array([-1e300, 1e300])
    assert not np.isfinite(finish(loss_slice(snapshot, plane, ends, ends))).any()


def test_the_curvature_is_an_eigenvalue_where_training_stands(snapshot: Snapshot) -> None:
    found = finish(curvature_at(snapshot))
    assert found.converged
    assert found.residual <= 1e-6 * abs(found.value)
    absent = snapshot.network.is_learned() == 0
    assert not found.direction[absent].any()


def test_the_curvature_comes_iteration_by_iteration(snapshot: Snapshot) -> None:
    shares = list(curvature_at(snapshot))
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1


def test_between_two_iterations_numpy_is_left_as_it_was(snapshot: Snapshot) -> None:
    before = np.geterr()
    work = curvature_at(snapshot)
    next(work)
    assert np.geterr() == before
    work.close()


def test_both_are_jobs_that_can_be_given_up(snapshot: Snapshot) -> None:
    line = np.linspace(-1, 1, 10_000)
    for work in (loss_slice(snapshot, plane_of(snapshot), line, line), curvature_at(snapshot)):
        job = Job(work)
        job.start()
        job.cancel()
        assert job.wait(10.0)
        assert job.error is None
        with pytest.raises(RuntimeError):
            job.result()


def test_a_job_gives_what_is_found_at_once(snapshot: Snapshot) -> None:
    job = Job(curvature_at(snapshot))
    job.start()
    assert job.wait(30.0)
    assert job.result().value == finish(curvature_at(snapshot)).value


def test_a_curve_has_the_loss_of_every_number(snapshot: Snapshot) -> None:
    numbers, moved = np.linspace(-2, 2, 9), snapshot.parameters.copy()
    found = finish(loss_curve(snapshot, 1, numbers))
    for number, loss in zip(numbers, found, strict=True):
        moved[1] = number
        assert loss == pytest.approx(Surface(snapshot).value(moved), rel=1e-12)
