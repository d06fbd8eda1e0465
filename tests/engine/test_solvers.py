"""Perceptron rule, random search and normal equation."""

from itertools import pairwise, product

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS
from nnviz.engine.analysis.affine import in_original_units
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.objective import Objective
from nnviz.engine.solvers import SOLVERS
from nnviz.engine.solvers.error import SolverError
from nnviz.engine.solvers.normal_equation import solve_normal_equation
from nnviz.engine.solvers.perceptron import Perceptron
from nnviz.engine.solvers.random_search import RandomSearch
from tests.engine.lecture_data import BODIES, SEXES, noisy_line

CORNERS = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "nor": (1, 0, 0, 0)}
XOR = np.array([0.0, 1, 1, 0])


def learned(perceptron: Perceptron) -> Perceptron:
    while perceptron.finished is None:
        perceptron.step_pass()
    return perceptron


def mistakes(perceptron: Perceptron, targets: Array) -> int:
    answers = [perceptron.answer(sample) for sample in range(targets.size)]
    return int(np.count_nonzero(answers != targets))


# The perceptron rule


@pytest.mark.parametrize("gate", GATES)
def test_the_perceptron_rule_finds_a_line_for_the_gate(gate: str) -> None:
    targets = np.array(GATES[gate], float)
    perceptron = learned(Perceptron(CORNERS, targets))
    assert perceptron.converged
    assert perceptron.mistakes[-1] == 0
    assert mistakes(perceptron, targets) == 0
    assert f"pass {perceptron.passes}" in str(perceptron.finished)


@pytest.mark.parametrize("gate", GATES)
def test_the_perceptron_rule_works_with_signs_as_answers(gate: str) -> None:
    targets = np.where(np.array(GATES[gate]) == 1, 1.0, -1.0)
    perceptron = learned(Perceptron(CORNERS, targets, answers=(-1.0, 1.0)))
    assert perceptron.converged
    assert mistakes(perceptron, targets) == 0


@pytest.mark.parametrize("rate", [1.0, 0.1, 0.3])
def test_on_xor_the_perceptron_rule_says_that_it_will_never_stop(rate: float) -> None:
    perceptron = learned(Perceptron(CORNERS, XOR, learning_rate=rate))
    assert not perceptron.converged
    assert "will never stop" in str(perceptron.finished)
    assert "circle" in str(perceptron.finished)
    assert min(perceptron.mistakes) > 0


def test_the_circle_seen_on_xor_is_one() -> None:
    first = learned(Perceptron(CORNERS, XOR))
    again = learned(Perceptron(CORNERS, XOR, weights=first.weights))
    np.testing.assert_array_equal(first.weights, again.weights)


def test_where_no_line_separates_the_weights_stay_bounded() -> None:
    rng = np.random.default_rng(3)
    x, targets = rng.standard_normal((2, 30)), rng.integers(0, 2, 30).astype(float)
    perceptron = Perceptron(x, targets, max_passes=200)
    sizes = []
    while perceptron.finished is None:
        perceptron.step_pass()
        sizes.append(np.linalg.norm(perceptron.weights))
    assert max(sizes[100:]) <= 1.5 * max(sizes[:100])


def test_after_the_last_pass_the_perceptron_rule_says_what_that_may_mean() -> None:
    perceptron = learned(Perceptron(CORNERS * np.pi, XOR, max_passes=1))
    assert str(perceptron.finished).startswith(f"Still {perceptron.mistakes[0]} mistakes in pass 1")
    assert not perceptron.converged


def test_novikoff_bounds_the_number_of_mistakes() -> None:
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, (2, 60))
    gap = x[0] + 2 * x[1] - 0.1
    x, targets = x[:, np.abs(gap) > 0.2], (gap[np.abs(gap) > 0.2] > 0).astype(float)
    samples = np.vstack([x, np.ones(targets.size)])
    distances = np.abs(np.array([1, 2, -0.1]) @ samples) / np.linalg.norm([1, 2, -0.1])
    bound = np.square(samples).sum(axis=0).max() / distances.min() ** 2
    perceptron = learned(Perceptron(x, targets))
    assert perceptron.converged
    assert sum(perceptron.mistakes) <= bound


def test_a_wrong_answer_moves_the_weights_by_the_rule_and_a_right_one_does_not() -> None:
    perceptron = Perceptron(CORNERS[:, ::-1], np.array([1.0, 0, 0, 0]), learning_rate=0.5)
    assert perceptron.step()
    np.testing.assert_array_equal(perceptron.weights, [0.5, 0.5, 0.5])
    assert perceptron.step()  # (1, 0) is now taken for yes
    np.testing.assert_array_equal(perceptron.weights, [0, 0.5, 0])
    right = Perceptron(CORNERS, np.array([0.0, 0, 0, 1]), weights=np.array([1.0, 1, -1.5]))
    assert not right.step()
    np.testing.assert_array_equal(right.weights, [1, 1, -1.5])


def test_a_pass_ends_with_the_last_sample_even_when_begun_by_single_steps() -> None:
    perceptron = Perceptron(CORNERS, XOR)
    perceptron.step()
    assert (perceptron.sample, perceptron.passes) == (1, 0)
    perceptron.step_pass()
    assert (perceptron.sample, perceptron.passes) == (0, 1)


def test_a_finished_perceptron_stays_as_it_is() -> None:
    perceptron = learned(Perceptron(CORNERS, np.array(GATES["and"], float)))
    before = perceptron.weights.copy(), perceptron.passes
    assert not perceptron.step()
    perceptron.step_pass()
    np.testing.assert_array_equal(perceptron.weights, before[0])
    assert perceptron.passes == before[1]


def test_the_weights_given_are_not_changed() -> None:
    given = np.zeros(3)
    learned(Perceptron(CORNERS, XOR, weights=given))
    assert not given.any()


@pytest.mark.parametrize("targets", [np.array([0.0, 0.5, 1, 1]), np.array([])])
def test_targets_that_are_no_classes_are_refused(targets: Array) -> None:
    with pytest.raises(SolverError, match="two classes"):
        Perceptron(CORNERS[:, : targets.size], targets)


# Random search


def test_random_search_keeps_the_best_try_and_counts_them_all() -> None:
    search = RandomSearch(lambda w: float(w @ w), -np.ones(2), np.ones(2), np.random.default_rng(1))
    tries = [search.step() for _ in range(50)]
    losses = [one.loss for one in tries]
    assert search.evaluations == 50
    assert search.best_loss == min(losses)
    assert search.best is tries[int(np.argmin(losses))].parameters
    assert [one.is_best for one in tries] == [
        all(loss < earlier for earlier in losses[:k]) for k, loss in enumerate(losses)
    ]


def test_random_search_stays_between_its_bounds() -> None:
    low, high = np.array([2.0, -3]), np.array([2.5, 8])
    search = RandomSearch(lambda w: float(w[0]), low, high, np.random.default_rng(1))
    tries = np.array([search.step().parameters for _ in range(100)])
    assert (tries >= low).all()
    assert (tries <= high).all()


def test_the_same_seed_gives_the_same_tries() -> None:
    searches = [
        RandomSearch(lambda w: float(w[0]), np.zeros(3), np.ones(3), np.random.default_rng(4))
        for _ in range(2)
    ]
    for _ in range(20):
        one, other = (search.step().parameters for search in searches)
        np.testing.assert_array_equal(one, other)


def test_a_try_without_a_finite_loss_is_never_the_best() -> None:
    losses = iter([np.nan, np.inf, 3.0, np.nan])
    search = RandomSearch(lambda _: next(losses), np.zeros(1), np.ones(1), np.random.default_rng(1))
    assert [search.step().is_best for _ in range(4)] == [False, False, True, False]
    assert search.best_loss == 3


# The normal equation


def test_the_normal_equation_solves_each_output() -> None:
    rng = np.random.default_rng(2)
    x, weights = rng.standard_normal((3, 20)), rng.standard_normal((2, 4))
    solution = solve_normal_equation(x, weights[:, :-1] @ x + weights[:, -1:])
    np.testing.assert_allclose(solution.weights, weights, atol=1e-12)
    assert (solution.rank, solution.is_singular, solution.warning) == (4, False, "")


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
    assert f"only {rank} of the {x.shape[0] + 1} variables" in solution.warning
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
    search = RandomSearch(
        objective.value, np.full(2, -5.0), np.full(2, 5.0), np.random.default_rng(1)
    )
    for _ in range(5000):
        search.step()
    assert objective.evaluations == search.evaluations == 5000
    np.testing.assert_allclose(search.best, [2, 3], atol=0.2)
    descending = np.zeros(2)
    losses = []
    for _ in range(1000):
        descending = descending - 0.02 * objective.gradient(descending)
        losses.append(objective.value(descending))
    assert all(after <= before + 1e-12 for before, after in pairwise(losses))
    np.testing.assert_allclose(descending, exact, atol=1e-9)
    assert objective.value(exact) <= min(*losses, search.best_loss) + 1e-12


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


# The table

NEURON = Network(2, [Dense(1, "linear")])
DEEP = Network(2, [Dense(2, "tanh"), Dense(1, "linear")])
TANH = Network(2, [Dense(1, "tanh")])


@pytest.mark.parametrize(
    ("solver", "network", "targets", "reason"),
    [
        ("perceptron", NEURON, XOR, ""),
        ("perceptron", TANH, XOR, ""),
        ("perceptron", DEEP, XOR, "no hidden layers"),
        ("perceptron", Network(2, [Dense(3, "linear")]), XOR, "single neuron"),
        ("perceptron", NEURON, np.arange(4.0), "two classes"),
        ("random_search", DEEP, XOR, ""),
        ("normal_equation", NEURON, np.arange(4.0), ""),
        ("normal_equation", DEEP, np.arange(4.0), "linear model"),
        ("normal_equation", TANH, np.arange(4.0), "linear output"),
    ],
)
def test_a_solver_says_which_networks_it_is_not_for(
    solver: str, network: Network, targets: Array, reason: str
) -> None:
    said = SOLVERS[solver].misfit(network, targets[np.newaxis])
    assert bool(said) == bool(reason)
    assert reason in said


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_has_a_label_a_formula_and_a_hint(solver: str) -> None:
    row = SOLVERS[solver]
    assert row.label
    assert row.formula
    assert row.hint.endswith(".")


def test_what_the_normal_equation_costs_is_said() -> None:
    assert "O(n³)" in SOLVERS["normal_equation"].hint
