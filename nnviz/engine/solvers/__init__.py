"""Other ways to learn than by the gradient. To add one, append a row to SOLVERS."""

from nnviz.catalog import catalog
from nnviz.engine.solvers.normal_equation import NormalEquation, normal_equation_misfit
from nnviz.engine.solvers.perceptron import PerceptronRule, perceptron_misfit
from nnviz.engine.solvers.random_search import (
    RandomSearch,
    RandomSearchSettings,
    random_search_misfit,
)
from nnviz.engine.solvers.solver import Solver

SOLVERS = catalog(
    Solver(
        "perceptron",
        "Perceptron rule",
        r"w \leftarrow w + \eta\,(t - y)\,x",
        "One sample at a time; stops only where a line separates the classes.",
        perceptron_misfit,
        PerceptronRule,
        state=("right",),
        ignores=("clip_norm", "l1", "l2"),
    ),
    Solver(
        "random_search",
        "Random search",
        r"\arg\min_{w \sim U} L(w)",
        "The best of many random tries; needs no gradient, but ever more tries for more weights.",
        random_search_misfit,
        RandomSearch,
        RandomSearchSettings,
        all_samples=True,
        ignores=("learning_rate", "schedule", "clip_norm"),
    ),
    Solver(
        "normal_equation",
        "Normal equation",
        r"w = (X^\top X)^{-1} X^\top y",
        "Exact and without steps for a linear model; costs O(n³) in the number of variables.",
        normal_equation_misfit,
        NormalEquation,
        all_samples=True,
        ignores=("learning_rate", "schedule", "clip_norm", "l1", "l2"),
    ),
)
