"""A computation graph: values given on its leaves, an operation in each gate, one value at the end.

Nodes are numbered in topological order: the leaves first, then the gates, so that a gate's inputs
always have smaller numbers than the gate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

from nnviz.engine.graph.operation import Operation
from nnviz.language import tr


class GraphError(ValueError):
    """A graph that cannot be made or evaluated, in a sentence; `gate` names the gate at fault."""

    def __init__(self, reason: str, gate: str | None = None):
        self.gate = gate
        super().__init__(reason)


@dataclass(frozen=True)
class Leaf:
    """A value that is given: an input, a weight, a target."""

    name: str
    value: float


@dataclass(frozen=True)
class Gate:
    """One operation on earlier nodes.

    `is_named`: a person chose the name. `inside`: the gates that were collapsed into this one.
    """

    name: str
    operation: Operation
    inputs: tuple[int, ...]  # the numbers of the nodes that flow in
    constant: float | None = None
    is_named: bool = False
    inside: "tuple[Gate, ...]" = ()

    @property
    def symbol(self) -> str:
        """What is drawn in the gate, such as × or + 1."""
        return self.operation.write(self.operation.symbol, constant=self.constant)


@dataclass(frozen=True)
class Graph:
    """Leaves and gates, and the number of the node that is differentiated."""

    leaves: tuple[Leaf, ...]
    gates: tuple[Gate, ...]
    output: int

    @cached_property
    def nodes(self) -> tuple[Leaf | Gate, ...]:
        """All nodes in topological order."""
        return (*self.leaves, *self.gates)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every node, by its name."""
        return {node.name: number for number, node in enumerate(self.nodes)}

    @cached_property
    def consumers(self) -> tuple[tuple[int, ...], ...]:
        """The gates each node flows into; a gate that takes it twice is there twice."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for number, gate in enumerate(self.gates, len(self.leaves)):
            for given in gate.inputs:
                found[given].append(number)
        return tuple(map(tuple, found))

    def gate(self, number: int) -> Gate:
        """Return the gate that is the node of this number; leaves have the numbers before them."""
        return self.gates[number - len(self.leaves)]

    def formula(self, number: int) -> str:
        """Return what a gate computes, in its inputs' names."""
        return self._write(number, self.gate(number).operation.formula)

    def slope_formula(self, number: int, place: int) -> str:
        """Return a gate's derivative with respect to one of its inputs, in its inputs' names."""
        return self._write(number, self.gate(number).operation.slopes[place].formula)

    def _write(self, number: int, template: str) -> str:
        gate = self.gate(number)
        x, y = (*(self.nodes[given].name for given in gate.inputs), "")[:2]
        return gate.operation.write(template, x, y, gate.constant)

    def with_values(self, values: Mapping[str, float]) -> "Graph":
        """Return the graph with other values on some of its leaves; KeyError for no such leaf."""
        known = {leaf.name for leaf in self.leaves}
        if unknown := values.keys() - known:
            raise KeyError(min(unknown))
        leaves = tuple(
            replace(leaf, value=values.get(leaf.name, leaf.value)) for leaf in self.leaves
        )
        return checked(replace(self, leaves=leaves))


def checked(graph: Graph) -> Graph:
    """Return the graph; GraphError if a leaf's value is not a finite number."""
    for leaf in graph.leaves:
        if not isfinite(leaf.value):
            raise GraphError(tr("The value of {name} is not a finite number.", name=leaf.name))
    return graph
