"""Every operation of a computation graph by its key, and what an expression calls it."""

import math

from nnviz.catalog import catalog
from nnviz.engine.graph.arithmetic import ARITHMETIC
from nnviz.engine.graph.functions import CALLED

OPERATIONS = catalog(*ARITHMETIC, *CALLED)
FUNCTIONS = {name: row for row in OPERATIONS.values() for name in row.functions}

# Where the constant makes an operation one that has a row, and a derivative, of its own.
SPECIAL_CONSTANTS = {
    ("divide_constant", 1.0): "reciprocal",
    ("power", -1.0): "reciprocal",
    ("power", 2.0): "square",
    ("exponential", math.e): "exp",
    ("max_constant", 0.0): "relu",
}
