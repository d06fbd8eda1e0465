"""Perceptron rule, random search and normal equation, each at work on a few samples."""

from dataclasses import replace
from itertools import pairwise
from math import inf

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.step_linear_relu import UnitStepSettings
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.engine.solvers import SOLVERS
from nnviz.engine.solvers.perceptron import perceptron_misfit
from nnviz.engine.solvers.random_search import RandomSearchSettings
from nnviz.engine.solvers.solver import Problem
from tests.engine.problems import at_work, problem_of

CORNERS = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "nor": (1, 0, 0, 0)}
XOR = np.array([0.0, 1, 1, 0])


# The perceptron rule

# Worked by hand for AND, samples in the order of CORNERS, from zeros: what w1, w2 and the bias are
# after each epoch, and how many corrections it had.
AND_BY_HAND = [(1, 1, 1), (2, 1, 0), (2, 1, -1), (2, 2, -1), (2, 1, -2), (2, 1, -2)]


def test_the_perceptron_rule_learns_and_as_worked_by_hand() -> None:
    problem = problem_of(CORNERS, np.array(GATES["and"], float))
    learner, step = at_work(problem)
    for weights in AND_BY_HAND:
        assert learner.verdict() is None
        step()
        assert problem.network.parameters.tolist() == list(weights)
    assert learner.verdict() == Ending("separated")
    assert problem.state["right"] == 6  # the last two of the fifth epoch too


@pytest.mark.parametrize("answers", [(0.0, 1.0), (-1.0, 1.0)])
@pytest.mark.parametrize("gate", GATES)
def test_the_perceptron_rule_finds_a_line_for_the_gate(
    gate: str, answers: tuple[float, float]
) -> None:
    output = "step" if answers == (0.0, 1.0) else "sign"
    wanted = np.array(answers)[list(GATES[gate])]
    network = Network(2, [Dense(1, output)])
    problem = problem_of(CORNERS, wanted, network, answers=answers)
    learner, step = at_work(problem)
    for _ in range(20):
        step()
    assert learner.verdict()
    assert learner.warning(inf) is None
    middle = sum(answers) / 2
    np.testing.assert_array_equal(network.predict(CORNERS)[0] > middle, wanted > middle)


@pytest.mark.parametrize("rate", [1.0, 0.1, 0.3])
def test_on_xor_the_perceptron_rule_goes_round_and_says_that_it_will_never_stop(
    rate: float,
) -> None:
    problem = problem_of(CORNERS, XOR, rate=rate)
    learner, step = at_work(problem)
    seen = set()
    for _ in range(100):
        step()
        seen.add(problem.network.parameters.round(9).tobytes())
        assert learner.verdict() is None
    assert len(seen) < 10
    assert learner.warning(inf) == Ending("inseparable")


def test_on_the_line_itself_the_answer_is_no() -> None:
    problem = problem_of(np.zeros((1, 2)), np.array([0.0, 1]), rate=0.5)
    _, step = at_work(problem)
    step()  # nothing is corrected for the first sample, the second makes the bias ½
    assert problem.network.parameters.tolist() == [0, 0.5]
    assert problem.state["right"] == 0


@pytest.mark.parametrize(("at_zero", "is_right"), [(0.0, True), (0.5, False), (1.0, False)])
def test_a_sample_on_the_line_is_right_only_where_the_output_is_its_answer(
    at_zero: float, is_right: bool
) -> None:
    network = Network(2, [Dense(1, "step", UnitStepSettings(at_zero))])
    problem = problem_of(CORNERS, np.array(GATES["or"], float), network, rate=0.1)
    learner, step = at_work(problem)
    problem.network.parameters[:] = (0.1, 0.1, 0)  # (0, 0) lies on the line
    problem.state["right"][:] = 4
    assert (network.predict(CORNERS)[0].tolist() == [0, 1, 1, 1]) == is_right
    assert (learner.verdict() == Ending("separated")) == is_right
    step()
    assert (problem.network.parameters[2] == 0) == is_right


@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("gate", GATES)
def test_when_the_rule_ends_the_outputs_are_the_answers(gate: str, at_zero: float) -> None:
    network = Network(2, [Dense(1, "step", UnitStepSettings(at_zero))])
    problem = problem_of(CORNERS, np.array(GATES[gate], float), network, rate=0.25)
    learner, step = at_work(problem)
    for _ in range(40):
        step()
    assert learner.verdict() == Ending("separated")
    assert network.predict(CORNERS)[0].tolist() == list(GATES[gate])


@pytest.mark.parametrize(
    ("at_zero", "gate", "possible"),
    [
        (0.0, "or", True),
        (0.0, "nor", False),
        (0.5, "or", False),
        (0.5, "nor", False),
        (1.0, "or", False),
        (1.0, "nor", True),
    ],
)
def test_without_a_bias_the_origin_is_what_the_step_is_at_zero(
    at_zero: float, gate: str, possible: bool
) -> None:
    network = Network(2, [Dense(1, "step", UnitStepSettings(at_zero), bias=False)])
    problem = problem_of(CORNERS, np.array(GATES[gate], float), network)
    learner, step = at_work(problem)
    for _ in range(20):
        step()
    assert bool(learner.verdict()) == possible
    assert bool(learner.warning(inf)) != possible


def test_without_a_bias_the_line_goes_through_the_origin() -> None:
    network = Network(2, [Dense(1, "step", UnitStepSettings(0.0), bias=False)])
    problem = problem_of(CORNERS, np.array(GATES["or"], float), network)
    learner, step = at_work(problem)
    for _ in range(10):
        step()
    assert learner.verdict()
    assert network.parameters[-1] == 0
    nor = problem_of(CORNERS, np.array(GATES["nor"], float), network)
    assert at_work(nor)[0].warning(inf) == Ending("inseparable")  # it says no to (0, 0)


def test_weights_changed_after_the_end_are_looked_at_again() -> None:
    problem = problem_of(CORNERS, np.array(GATES["and"], float))
    learner, step = at_work(problem)
    for _ in AND_BY_HAND:
        step()
    assert learner.verdict()
    problem.network.parameters[2] = 1
    assert learner.verdict() is None


def test_the_end_needs_as_many_right_answers_in_a_row_as_there_are_samples() -> None:
    problem = problem_of(CORNERS, np.array(GATES["and"], float))
    problem.network.parameters[:] = (2, 1, -2)  # right for every sample
    learner = SOLVERS["perceptron"].bind(problem, None)
    for k in range(4):
        assert learner.verdict() is None
        learner.bind(CORNERS[:, [k]], problem.targets[:, [k]])()
    assert learner.verdict() == Ending("separated")


def test_where_no_line_separates_the_weights_stay_bounded() -> None:
    rng = np.random.default_rng(3)
    x, targets = rng.standard_normal((2, 30)), rng.integers(0, 2, 30).astype(float)
    problem = problem_of(x, targets)
    learner, step = at_work(problem)
    sizes = []
    for _ in range(200):
        step()
        sizes.append(np.linalg.norm(problem.network.parameters))
    assert max(sizes[100:]) <= 1.5 * max(sizes[:100])
    assert learner.warning(inf) == Ending("inseparable")


def test_novikoff_bounds_the_number_of_mistakes() -> None:
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, (2, 60))
    gap = x[0] + 2 * x[1] - 0.1
    x, targets = x[:, np.abs(gap) > 0.2], (gap[np.abs(gap) > 0.2] > 0).astype(float)
    samples = np.vstack([x, np.ones(targets.size)])
    distances = np.abs(np.array([1, 2, -0.1]) @ samples) / np.linalg.norm([1, 2, -0.1])
    bound = np.square(samples).sum(axis=0).max() / distances.min() ** 2
    problem = problem_of(x, targets)
    learner = SOLVERS["perceptron"].bind(problem, None)
    steps = [learner.bind(x[:, [k]], problem.targets[:, [k]]) for k in range(targets.size)]
    corrections = 0
    while not learner.verdict():
        for step in steps:
            before = problem.network.parameters.copy()
            step()
            corrections += not np.array_equal(before, problem.network.parameters)
    assert 0 < corrections <= bound


@pytest.mark.parametrize("key", [key for key, row in ACTIVATIONS.items() if row.elementwise])
def test_the_outputs_that_fit_are_those_that_say_yes_where_the_sum_is_positive(key: str) -> None:
    row, z = ACTIVATIONS[key], np.linspace(-7, 7, 1001)
    says_yes = row.curve(z)[0] > sum(row.class_targets) / 2
    fits = perceptron_misfit([Dense(1, key)], 2) == ""
    assert fits == np.array_equal(says_yes, z > 0)


# Random search


def searched(tries: int, network: Network, **choices: float) -> tuple[Problem, list[float]]:
    problem = problem_of(CORNERS, XOR, network, key="random_search")
    learner = SOLVERS["random_search"].bind(problem, RandomSearchSettings(**choices))
    step = learner.bind(problem.inputs, problem.targets)
    losses = [problem.loss()]
    for _ in range(tries):
        step()
        losses.append(problem.loss())
    assert learner.verdict() is learner.warning(inf) is None
    return problem, losses


def test_random_search_never_gets_worse_and_finds_xor() -> None:
    _, losses = searched(3000, Network(2, [Dense(2, "tanh"), Dense(1, "sigmoid")]), reach=10.0)
    assert all(after <= before for before, after in pairwise(losses))
    assert losses[-1] < 0.02
    assert len(set(losses)) > 5


def test_random_search_keeps_what_it_has_where_a_try_is_no_better() -> None:
    network = Network(2, [Dense(1, "step")])
    problem = replace(problem_of(CORNERS, XOR, network, key="random_search"), loss=lambda: 1.0)
    before = network.parameters.copy()
    at_work(problem, "random_search")[1]()
    np.testing.assert_array_equal(network.parameters, before)


def test_random_search_stays_between_its_bounds() -> None:
    for reach in (0.5, 4.0):
        problem, _ = searched(200, Network(2, [Dense(3, "tanh"), Dense(1, "tanh")]), reach=reach)
        assert 0 < np.abs(problem.network.parameters).max() <= reach


def test_random_search_leaves_absent_biases_alone() -> None:
    layers = [Dense(2, "linear", bias=False, pieces=2), Dense(2, "tanh", batch_norm=True)]
    problem, losses = searched(200, Network(2, [*layers, Dense(1, "tanh", bias=False)]))
    assert losses[-1] < losses[0]
    network = problem.network
    assert not network.weights[0][:, -1].any()
    assert network.weights[1][:, -1].any()
    assert network.blocks[1].scale.tolist() != [[1], [1]]
    assert not network.weights[2][:, -1].any()


def test_the_same_seed_gives_the_same_tries() -> None:
    tries = [searched(50, Network(2, [Dense(1, "tanh")]))[0].network.parameters for _ in range(2)]
    np.testing.assert_array_equal(*tries)


# The table

NEURON = [Dense(1, "linear")]
DEEP = [Dense(2, "tanh"), Dense(1, "linear")]
TANH = [Dense(1, "tanh")]


@pytest.mark.parametrize(
    ("solver", "layers", "classes", "reason"),
    [
        ("perceptron", NEURON, 2, ""),
        ("perceptron", TANH, 2, ""),
        ("perceptron", DEEP, 2, "no hidden layers"),
        ("perceptron", [Dense(3, "linear")], 2, "single neuron"),
        ("perceptron", [Dense(1, "linear", pieces=2)], 2, "single neuron"),
        ("perceptron", [Dense(1, "linear", batch_norm=True)], 2, "single neuron"),
        ("perceptron", [Dense(1, "relu")], 2, "unit step"),
        ("perceptron", NEURON, 3, "two classes"),
        ("perceptron", NEURON, 0, "two classes"),
        ("random_search", DEEP, 0, ""),
        ("normal_equation", NEURON, 0, ""),
        ("normal_equation", [Dense(3, "linear")], 0, ""),
        ("normal_equation", [Dense(1, "linear", pieces=2)], 0, "linear model"),
        ("normal_equation", DEEP, 0, "linear model"),
        ("normal_equation", TANH, 0, "linear output"),
    ],
)
def test_a_solver_says_which_networks_it_is_not_for(
    solver: str, layers: list[Dense], classes: int, reason: str
) -> None:
    said = SOLVERS[solver].misfit(layers, classes)
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
