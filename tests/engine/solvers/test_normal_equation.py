"""The normal equation, and what others find beside it."""

from itertools import pairwise, product
from math import inf

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS
from nnviz.engine.analysis.affine import in_original_units
from nnviz.engine.arrays import Array
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from nnviz.engine.solvers import SOLVERS
from nnviz.engine.solvers.error import SolverError
from nnviz.engine.solvers.normal_equation import solve_normal_equation
from nnviz.engine.solvers.random_search import RandomSearchSettings
from tests.engine.lecture_data import BODIES, SEXES, noisy_line
from tests.engine.problems import at_work, problem_of


def test_the_normal_equation_solves_each_output() -> None:
    rng = np.random.default_rng(2)
    x, weights = rng.standard_normal((3, 20)), rng.standard_normal((2, 4))
    solution = solve_normal_equation(x, weights[:, :-1] @ x + weights[:, -1:])
    np.testing.assert_allclose(solution.weights, weights, atol=1e-12)
    assert (solution.rank, solution.is_singular) == (4, False)


def test_slope_by_hand_without_bias_is_2() -> None:
    x = np.arange(1.0, 6)[np.newaxis]
    solution = solve_normal_equation(x, 2 * x, bias=False)
    np.testing.assert_allclose(solution.weights, [[2, 0]], atol=1e-15)
    assert solution.condition == 1


@pytest.mark.parametrize(
    ("x", "rank"),
    [
        (np.array([[1.0, 2, 3], [2, 4, 6]]), 2),  # one feature is twice the other
        (np.full((1, 4), 5.0), 1),  # a constant feature beside the bias
        (np.array([[1.0, 3], [2, 5], [0, 1]]), 2),  # fewer samples than variables
    ],
)
def test_a_singular_matrix_is_said_to_be_one_and_still_has_an_answer(x: Array, rank: int) -> None:
    targets = x.sum(axis=0, keepdims=True)
    solution = solve_normal_equation(x, targets)
    assert solution.is_singular
    assert solution.condition == np.inf
    assert (solution.rank, solution.singular_values.size) == (rank, x.shape[0] + 1)
    fitted = solution.weights[:, :-1] @ x + solution.weights[:, -1:]
    np.testing.assert_allclose(fitted, targets, atol=1e-12)


def test_the_answer_to_a_singular_matrix_has_the_smallest_weights() -> None:
    x = np.array([[1.0, 2, 3], [2, 4, 6]])
    solution = solve_normal_equation(x, 5 * x[:1])
    np.testing.assert_allclose(solution.weights, [[1, 2, 0]], atol=1e-12)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_values_that_are_no_numbers_are_refused(broken: float) -> None:
    with pytest.raises(SolverError, match="missing or infinite"):
        solve_normal_equation(np.array([[1.0, broken]]), np.ones((1, 2)))


def test_one_step_of_the_normal_equation_is_all() -> None:
    x = np.random.default_rng(8).standard_normal((3, 12))
    network = Network(3, [Dense(1, "linear")])
    problem = problem_of(x, 2 * x[0] - x[2] + 0.5, network, key="normal_equation")
    learner, step = at_work(problem, "normal_equation")
    assert learner.verdict() is None
    step()
    np.testing.assert_allclose(network.parameters, [2, 0, -1, 0.5], atol=1e-14)
    assert learner.verdict() == Ending("solved")
    assert learner.warning(inf) is None
    network.parameters[0] = 0
    assert learner.verdict() is None


def test_the_normal_equation_honours_a_layer_without_bias_and_says_what_is_singular() -> None:
    x = np.array([[1.0, 2, 3], [2, 4, 6]])
    network = Network(2, [Dense(1, "linear", bias=False)])
    learner, step = at_work(
        problem_of(x, np.array([1.0, 1, 1]), network, key="normal_equation"), "normal_equation"
    )
    step()
    assert network.parameters[-1] == 0
    assert learner.verdict() == Ending("solved_singular", {"rank": 1, "variables": 2})


def test_the_condition_number_is_that_of_the_normal_matrix() -> None:
    x = np.random.default_rng(8).standard_normal((3, 12))
    samples = np.vstack([x, np.ones(12)])
    expected = np.linalg.cond(samples @ samples.T)
    assert solve_normal_equation(x, x[:1]).condition == pytest.approx(expected, rel=1e-10)


# Lessons


@pytest.mark.parametrize(
    ("scaling", "shown"), [("none", "7.370e+07"), ("min_max", "269.8"), ("z_score", "29.01")]
)
def test_feature_scaling_condition_numbers(scaling: str, shown: str) -> None:
    x = SCALINGS[scaling].fit(BODIES).apply(BODIES)
    condition = solve_normal_equation(x, SEXES).condition
    assert shown in (f"{condition:.3e}", f"{condition:.1f}", f"{condition:.2f}")


@pytest.mark.parametrize("scaling", ["min_max", "z_score"])
def test_feature_scaling_coefficients_in_the_original_units(scaling: str) -> None:
    scaler = SCALINGS[scaling].fit(BODIES)
    scaled = solve_normal_equation(scaler.apply(BODIES), SEXES).weights
    raw = solve_normal_equation(BODIES, SEXES).weights
    np.testing.assert_allclose(
        in_original_units(scaled, scaler.offset, scaler.factor), raw, rtol=1e-9
    )


def test_feature_scaling_one_outlier_squeezes_min_max_more_than_z_score() -> None:
    x = np.array([[0.0, 0, 1, 1, 1, 2, 2, 3, 100]])
    squeezed = SCALINGS["min_max"].fit(x).apply(x)
    np.testing.assert_allclose(squeezed[0], [0, 0, 0.01, 0.01, 0.01, 0.02, 0.02, 0.03, 1])
    standard = SCALINGS["z_score"].fit(x).apply(x)
    assert np.ptp(standard[0, :-1]) > 3 * np.ptp(squeezed[0, :-1])


def test_noisy_line_the_normal_equation() -> None:
    x, y = noisy_line()
    np.testing.assert_allclose(solve_normal_equation(x, y).weights, [[2, 3]], atol=0.05)


def test_noisy_line_random_search_and_gradient_descent_arrive_at_the_same_line() -> None:
    x, y = noisy_line()
    exact = solve_normal_equation(x, y).weights[0]
    objective = Objective(Network(1, [Dense(1, "linear")]), LOSSES["mse"], x, y)
    network = Network(1, [Dense(1, "linear")])
    problem = problem_of(x, y[0], network, key="random_search")
    learner = SOLVERS["random_search"].bind(problem, RandomSearchSettings(reach=5.0))
    step = learner.bind(x, y)
    for _ in range(5000):
        step()
    np.testing.assert_allclose(network.parameters, [2, 3], atol=0.2)
    descending = np.zeros(2)
    losses = []
    for _ in range(1000):
        descending = descending - 0.02 * objective.gradient(descending)
        losses.append(objective.value(descending))
    assert all(after <= before + 1e-12 for before, after in pairwise(losses))
    np.testing.assert_allclose(descending, exact, atol=1e-9)
    assert objective.value(exact) <= min(*losses, problem.loss()) + 1e-12


def test_linear_stack_no_line_on_the_parabola_is_below_1_479245() -> None:
    x = np.linspace(-2, 2, 101)[np.newaxis]
    weights = solve_normal_equation(x, x**2).weights
    line = Network(1, [Dense(1, "linear")], weights.ravel())
    loss = LOSSES["mse"]
    smallest = loss.form.value(line.predict(x), x**2, loss.settings())
    assert f"{smallest:.6f}" == "1.479245"
    for slope, bias in product([-0.1, 0, 0.1], repeat=2):
        moved = Network(1, [Dense(1, "linear")], weights.ravel() + np.array([slope, bias]))
        assert loss.form.value(moved.predict(x), x**2, loss.settings()) >= smallest
