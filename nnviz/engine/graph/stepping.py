"""A walk over a graph, one gate at a time: forward to the value, then backward to the gradients.

Backward, each gate multiplies the gradient that arrives at its output (upstream) by its local
derivative for every input (the slope) and adds the product to what that input has so far.
"""

from dataclasses import dataclass, replace
from math import isfinite

from nnviz.engine.graph.graph import Graph, GraphError
from nnviz.engine.graph.operation import Operands, compute
from nnviz.language import tr


@dataclass(frozen=True)
class ForwardStep:
    """One gate evaluated."""

    gate: int
    formula: str
    value: float


@dataclass(frozen=True)
class Seed:
    """The start of the way back: the derivative of the output with respect to itself is 1."""

    node: int
    gradient: float = 1.0


@dataclass(frozen=True)
class Contribution:
    """What a gate passes back to one of its inputs: amount = upstream · slope."""

    node: int
    formula: str  # of the slope
    slope: float
    upstream: float
    amount: float
    total: float  # the input's gradient with this contribution added


@dataclass(frozen=True)
class BackwardStep:
    """One gate differentiated: a contribution for each input."""

    gate: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Walk:
    """How far a walk has come. Every step returns a new walk, so that going back is free.

    `values` are those of the nodes evaluated so far. `gradients` has one entry for each node once
    the way back has begun; an entry is None as long as nothing has arrived there.
    """

    graph: Graph
    values: tuple[float, ...]
    gradients: tuple[float | None, ...] = ()
    reached: int = 0  # the way back has dealt with the gates from this number on
    last: ForwardStep | Seed | BackwardStep | None = None

    @property
    def is_evaluated(self) -> bool:
        """Whether every node has its value."""
        return len(self.values) == len(self.graph.nodes)

    @property
    def is_done(self) -> bool:
        """Whether every node has its value and its gradient."""
        return bool(self.gradients) and self._next_back() is None

    @property
    def output(self) -> float:
        """The value that is differentiated; an IndexError before it is known."""
        return self.values[self.graph.output]

    def value(self, name: str) -> float:
        """Return a node's value by its name."""
        return self.values[self.graph.numbers[name]]

    def gradient(self, name: str) -> float:
        """Return the gradient that has arrived at a node so far, 0 where none has."""
        return self.gradients[self.graph.numbers[name]] or 0.0

    def step(self) -> "Walk":
        """Return the walk one operation further, forward or backward; itself when it is done."""
        return self.backward_step() if self.is_evaluated else self.forward_step()

    def forward_step(self) -> "Walk":
        """Return the walk with the next gate evaluated; itself when all are."""
        if self.is_evaluated:
            return self
        number = len(self.values)
        gate = self.graph.gate(number)
        try:
            value = compute(gate.operation.value, self._operands(number))
        except OverflowError:
            raise self._error(number, tr("{gate} = {formula} is too large at {inputs}")) from None
        except ValueError:
            raise self._error(number, tr("{gate} = {formula} has no value at {inputs}")) from None
        done = ForwardStep(number, self.graph.formula(number), value)
        return replace(self, values=(*self.values, value), last=done)

    def backward_step(self) -> "Walk":
        """Return the walk with the next gate differentiated; itself when all are.

        The first step back puts the 1 at the output.
        """
        nodes = len(self.graph.nodes)
        if not self.gradients:
            seeds = tuple(1.0 if at == self.graph.output else None for at in range(nodes))
            return replace(self, gradients=seeds, reached=nodes, last=Seed(self.graph.output))
        number = self._next_back()
        if number is None:
            return self
        gradients = list(self.gradients)
        upstream = gradients[number] or 0.0
        contributions = []
        for place, node in enumerate(self.graph.gate(number).inputs):
            slope = self._slope(number, place)
            amount = upstream * slope
            total = (gradients[node] or 0.0) + amount
            if not isfinite(total):
                raise self._error(number, tr("The gradient of {gate} = {formula} is too large."))
            gradients[node] = total
            formula = self.graph.slope_formula(number, place)
            contributions.append(Contribution(node, formula, slope, upstream, amount, total))
        done = BackwardStep(number, tuple(contributions))
        return replace(self, gradients=tuple(gradients), reached=number, last=done)

    def _next_back(self) -> int | None:
        """Return the last gate not yet dealt with that the output depends on."""
        first = len(self.graph.leaves)
        for number in range(self.reached - 1, first - 1, -1):
            if self.gradients[number] is not None:
                return number
        return None

    def _operands(self, number: int, out: float = 0.0) -> Operands:
        gate = self.graph.gate(number)
        x, y = (*(self.values[given] for given in gate.inputs), 0.0)[:2]
        return Operands(x, y, gate.constant or 0.0, out)

    def _slope(self, number: int, place: int) -> float:
        slope = self.graph.gate(number).operation.slopes[place]
        try:
            return compute(slope.value, self._operands(number, self.values[number]))
        except OverflowError:
            raise self._error(number, tr("{gate} = {formula} is too steep at {inputs}")) from None
        except ValueError:
            raise self._error(number, tr("{gate} = {formula} has no slope at {inputs}")) from None

    def _error(self, number: int, sentence: str) -> GraphError:
        gate = self.graph.gate(number)
        inputs = ", ".join(
            f"{self.graph.nodes[given].name} = {self.values[given]:.6g}".replace("-", "−")
            for given in dict.fromkeys(gate.inputs)
        )
        formula = self.graph.formula(number)
        return GraphError(
            sentence.format(gate=gate.name, formula=formula, inputs=inputs), gate.name
        )


def start(graph: Graph) -> Walk:
    """Return a walk that has seen nothing but the leaves."""
    return Walk(graph, tuple(leaf.value for leaf in graph.leaves))


def evaluate(graph: Graph) -> Walk:
    """Return the walk with every value, no gradient yet."""
    walk = start(graph)
    while not walk.is_evaluated:
        walk = walk.forward_step()
    return walk


def differentiate(graph: Graph) -> Walk:
    """Return the walk with every value and every gradient."""
    walk = evaluate(graph)
    while not walk.is_done:
        walk = walk.backward_step()
    return walk
