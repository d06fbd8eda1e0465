"""The largest curvature, against Hessians that are written out."""

from collections.abc import Callable

import numpy as np
import pytest

from nnviz.engine.analysis.curvature import Curvature, hessian_product, largest_curvature
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from tests.engine.lecture_data import noisy_line

WEIGHT_ONLY = np.array([1.0, 0.0])
LIMIT = 2 / 22


def slope_by_hand() -> Objective:
    x = np.arange(1.0, 6)[np.newaxis]
    return Objective(Network(1, [Dense(1, "linear")]), LOSSES["mse"], x, 2 * x)


def xor_objective(
    output: str, loss: str, seed: int = 3, scale: float = 1.0
) -> tuple[Array, Objective]:
    network = Network(2, [Dense(2, "tanh"), Dense(1, output)])
    point = scale * np.random.default_rng(seed).standard_normal(network.parameters.size)
    corners, answers = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
    return point, Objective(network, LOSSES[loss], corners, answers)


def written_out(gradient: Callable[[Array], Array], point: Array) -> Array:
    """The Hessian of Richardson's extrapolation, column by column."""

    def column(direction: Array) -> Array:
        near, far = (
            (gradient(point + h * direction) - gradient(point - h * direction)) / (2 * h)
            for h in (1e-3, 2e-3)
        )
        return np.asarray((4 * near - far) / 3)

    return np.column_stack([column(direction) for direction in np.eye(point.size)])


def quadratic(eigenvalues: list[float]) -> tuple[Array, Callable[[Array], Array]]:
    """The gradient of ½wᵀHw with these eigenvalues, and H."""
    size = len(eigenvalues)
    basis, _ = np.linalg.qr(np.random.default_rng(2).standard_normal((size, size)))
    hessian = basis @ np.diag(eigenvalues) @ basis.T
    return hessian, lambda w: hessian @ w


def largest(gradient: Callable[[Array], Array], point: Array, **settings: float) -> Curvature:
    return largest_curvature(gradient, point, np.random.default_rng(1), **settings)


def test_slope_by_hand_diverges_above_0_0909() -> None:
    found = largest_curvature(
        slope_by_hand().gradient, np.array([0.0579682, 0]), np.random.default_rng(1), WEIGHT_ONLY
    )
    assert found.converged
    assert found.value == pytest.approx(22, rel=1e-9)
    assert f"{found.divergence_rate:.4f}" == "0.0909"


@pytest.mark.parametrize(("rate", "diverges"), [(0.99 * LIMIT, False), (1.01 * LIMIT, True)])
def test_the_divergence_rate_is_where_gradient_descent_turns(rate: float, diverges: bool) -> None:
    objective, w = slope_by_hand(), np.array([0.0579682, 0])
    for _ in range(500):
        w = w - rate * WEIGHT_ONLY * objective.gradient(w)
    assert (abs(w[0] - 2) > 2) == diverges


def test_noisy_line_has_the_hessian_of_the_normal_matrix() -> None:
    x, y = noisy_line()
    objective = Objective(Network(1, [Dense(1, "linear")]), LOSSES["mse"], x, y)
    samples = np.vstack([x, np.ones(x.size)])
    expected = np.linalg.eigvalsh(2 * samples @ samples.T / x.size).max()
    assert largest(objective.gradient, np.zeros(2)).value == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(
    ("output", "loss"),
    [("linear", "mse"), ("tanh", "half_mse"), ("sigmoid", "binary_cross_entropy")],
)
def test_a_networks_largest_eigenvalue_is_that_of_its_hessian(output: str, loss: str) -> None:
    point, objective = xor_objective(output, loss)
    eigenvalues, eigenvectors = np.linalg.eigh(written_out(objective.gradient, point))
    found = largest(objective.gradient, point)
    assert found.converged
    assert found.value == pytest.approx(eigenvalues[-1], rel=1e-7)
    assert abs(found.direction @ eigenvectors[:, -1]) == pytest.approx(1, abs=1e-9)
    assert found.residual <= 1e-6 * max(abs(eigenvalues))


@pytest.mark.parametrize(
    ("output", "seed", "ends"),
    [("tanh", 104, (-26.17, 0.6281)), ("tanh", 9, (-2.433, 0.2677)), ("sine", 278, (-11.83, 4.56))],
)
def test_where_a_network_bends_downward_most_the_largest_eigenvalue_is_found_all_the_same(
    output: str, seed: int, ends: tuple[float, float]
) -> None:
    point, objective = xor_objective(output, "half_mse" if output == "sine" else "mse", seed, 2.0)
    eigenvalues = np.linalg.eigvalsh(written_out(objective.gradient, point))
    assert eigenvalues[[0, -1]] == pytest.approx(ends, rel=1e-3)
    found = largest(objective.gradient, point)
    assert found.converged
    assert found.value == pytest.approx(eigenvalues[-1], rel=1e-6)
    assert found.divergence_rate == 2 / found.value


def test_a_hessian_product_is_the_hessian_times_the_vector() -> None:
    point, objective = xor_objective("tanh", "mse")
    hessian = written_out(objective.gradient, point)
    for vector in 10 * np.random.default_rng(5).standard_normal((5, point.size)):
        product = hessian_product(objective.gradient, point, vector)
        np.testing.assert_allclose(product, hessian @ vector, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    "eigenvalues",
    [
        [5, 3, 1],
        [5, -9, 1],  # the largest in size is negative
        [5, -5, 1],  # two are as large
        [5, 5, 1],
        [0.01, -20, -3],
        [-2, -3, -7],  # the top of a hill
        [4],
    ],
)
def test_the_largest_is_found_among_eigenvalues_of_any_sign(eigenvalues: list[float]) -> None:
    hessian, gradient = quadratic(eigenvalues)
    found = largest(gradient, np.zeros(len(eigenvalues)), max_iterations=20_000)
    assert found.converged
    assert found.value == pytest.approx(max(eigenvalues), abs=1e-5 * max(map(abs, eigenvalues)))
    vector = found.direction
    np.testing.assert_allclose(hessian @ vector, found.value * vector, atol=1e-3)


def test_on_the_top_of_a_hill_curvature_sets_no_limit() -> None:
    _, gradient = quadratic([-2, -3])
    assert largest(gradient, np.zeros(2)).divergence_rate == np.inf


def test_a_flat_loss_has_no_curvature() -> None:
    found = largest(np.zeros_like, np.ones(3))
    assert (found.value, found.converged, found.divergence_rate) == (0, True, np.inf)


def test_too_few_iterations_are_admitted() -> None:
    _, gradient = quadratic([5, 4.999, 1])
    found = largest(gradient, np.zeros(3), max_iterations=3)
    assert not found.converged
    assert found.iterations == 6  # three, and three more with the eigenvalues shifted
    assert found.value <= 5 + 1e-9
    assert found.residual > 0


def test_a_gradient_beyond_all_bounds_has_no_curvature_that_could_be_told() -> None:
    point, objective = xor_objective("linear", "mse")
    found = largest(objective.gradient, 1e300 * point)
    assert not found.converged
    assert found.iterations == 1
    assert np.isnan(found.value)
    assert np.isnan(found.divergence_rate)


def test_held_parameters_do_not_count() -> None:
    point, objective = xor_objective("tanh", "mse")
    free = np.arange(point.size) % 2.0
    rows = free.astype(bool)
    held = written_out(objective.gradient, point)[np.ix_(rows, rows)]
    found = largest_curvature(objective.gradient, point, np.random.default_rng(1), free)
    assert found.value == pytest.approx(np.linalg.eigvalsh(held)[-1], rel=1e-7)
    assert not found.direction[~rows].any()


def test_some_parameter_must_be_free() -> None:
    with pytest.raises(ValueError, match="free"):
        largest_curvature(np.zeros_like, np.ones(2), np.random.default_rng(1), np.zeros(2))


def test_the_same_seed_gives_the_same_bits() -> None:
    point, objective = xor_objective("tanh", "mse")
    one, other = (largest(objective.gradient, point) for _ in range(2))
    assert one.value == other.value
    np.testing.assert_array_equal(one.direction, other.direction)
