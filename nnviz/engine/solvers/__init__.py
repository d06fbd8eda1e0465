"""Other ways to learn than by the gradient. To add one, append a row to SOLVERS."""

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.catalog import catalog
from nnviz.engine.arrays import Array
from nnviz.engine.network import Network
from nnviz.engine.solvers.normal_equation import normal_equation_misfit
from nnviz.engine.solvers.perceptron import perceptron_misfit


@dataclass(frozen=True)
class Solver:
    """One way to learn; `misfit(network, targets)` says why it cannot be used, "" if it can.

    Targets have the shape (outputs, examples).
    """

    key: str
    label: str
    formula: str
    hint: str
    misfit: Callable[[Network, Array], str]


def _always_fits(_network: Network, _targets: Array) -> str:
    return ""


SOLVERS = catalog(
    Solver(
        "perceptron",
        "Perceptron rule",
        r"w \leftarrow w + \eta\,(t - y)\,x",
        "One sample at a time; stops only where a line separates the classes.",
        perceptron_misfit,
    ),
    Solver(
        "random_search",
        "Random search",
        r"\arg\min_{w \sim U} L(w)",
        "The best of many random tries; each costs one evaluation of the loss.",
        _always_fits,
    ),
    Solver(
        "normal_equation",
        "Normal equation",
        r"w = (X^\top X)^{-1} X^\top y",
        "Exact and without steps for a linear model; costs O(n³) in the number of variables.",
        normal_equation_misfit,
    ),
)
