"""Every way to learn that can be chosen: the optimizers, then the solvers."""

from collections.abc import Mapping

from nnviz.catalog import catalog
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.optimizers.optimizer import Optimizer
from nnviz.engine.solvers import SOLVERS
from nnviz.engine.solvers.solver import Solver

METHODS: Mapping[str, Optimizer | Solver] = catalog(*OPTIMIZERS.values(), *SOLVERS.values())
