"""Builds a graph term by term; what is constant is computed at once and makes no gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from nnviz.engine.graph.expression import Name, Number, Term, parse
from nnviz.engine.graph.graph import Gate, Graph, Leaf, checked
from nnviz.engine.graph.operation import Operands, compute
from nnviz.engine.graph.operations import OPERATIONS, SPECIAL_CONSTANTS
from nnviz.engine.graph.scan import ExpressionError, Position
from nnviz.language import tr

MAX_EXPONENT = 100
NOWHERE = Position(1, 1)


@dataclass(frozen=True)
class Wire:
    """The output of a node under construction."""

    place: int


Operand = float | Wire


class GraphBuilder:
    """Collects leaves and gates; nodes without a name are called g1, g2, … in the end."""

    def __init__(self) -> None:
        self._nodes: list[Leaf | Gate] = []

    def leaf(self, name: str, value: float) -> Wire:
        """Add a leaf."""
        return self._add(Leaf(name, value))

    def apply(self, key: str, *operands: Operand, position: Position = NOWHERE) -> Operand:
        """Add a gate for the operation, in the form that keeps a constant if one operand is one."""
        wires = tuple(operand.place for operand in operands if isinstance(operand, Wire))
        constants = [operand for operand in operands if isinstance(operand, float)]
        if not wires:
            return _constant(key, constants, position)
        constant = constants[0] if constants else None
        forms = OPERATIONS[key].constant_forms
        if constant is not None and forms:
            key = forms[operands.index(constant)]
            key = SPECIAL_CONSTANTS.get((key, constant), key)
            _limit_exponent(key, constant, position)
            if key == "divide_by_constant" and constant == 0:
                raise ExpressionError(tr("This has no value."), position)
        operation = OPERATIONS[key]
        return self._add(Gate("", operation, wires, constant if operation.letter else None))

    def name(self, operand: Operand, name: str) -> Wire:
        """Return the operand under a name, copied by a gate if it has another name already."""
        if isinstance(operand, float):
            return self.leaf(name, operand)
        node = self._nodes[operand.place]
        if node.name or not isinstance(node, Gate):
            gate = Gate(name, OPERATIONS["copy"], (operand.place,), is_named=True)
            return self._add(gate)
        self._nodes[operand.place] = replace(node, name=name, is_named=True)
        return operand

    def term(self, term: Term, scope: Mapping[str, Operand]) -> Operand:
        """Add the gates of a term in which the names stand for what the scope says."""
        if isinstance(term, Number):
            return term.value
        if isinstance(term, Name):
            return scope[term.text]
        operands = [self.term(part, scope) for part in term.terms]
        return self.apply(term.operation, *operands, position=term.position)

    def inline(self, text: str, scope: Mapping[str, Operand]) -> Operand:
        """Add the gates of an expression, such as a loss in `y` and `t`; return its last line.

        Definitions before that may be used in those after them; none gives its name to a gate.
        """
        known = dict(scope)
        *definitions, last = parse(text)
        for definition in definitions:
            known[definition.name or ""] = self.term(definition.term, known)
        return self.term(last.term, known)

    def finish(self, output: Wire) -> Graph:
        """Return the graph; GraphError if a leaf's value is not a finite number."""
        leaves = [node for node in self._nodes if isinstance(node, Leaf)]
        places = sorted(range(len(self._nodes)), key=lambda at: isinstance(self._nodes[at], Gate))
        numbers = {place: number for number, place in enumerate(places)}
        taken = {node.name for node in self._nodes}
        free = (name for name in map("g{}".format, count(1)) if name not in taken)
        gates = (
            replace(
                node,
                name=node.name or next(free),
                inputs=tuple(numbers[place] for place in node.inputs),
            )
            for node in self._nodes
            if isinstance(node, Gate)
        )
        return checked(Graph(tuple(leaves), tuple(gates), numbers[output.place]))

    def _add(self, node: Leaf | Gate) -> Wire:
        self._nodes.append(node)
        return Wire(len(self._nodes) - 1)


def _constant(key: str, constants: Sequence[float], position: Position) -> float:
    """Return an operation on constants alone; a huge power is refused before it is computed."""
    if key == "raise":
        _limit_exponent("power", constants[1], position)
    try:
        return compute(OPERATIONS[key].value, Operands(*constants))
    except OverflowError:
        raise ExpressionError(tr("This number is too large."), position) from None
    except ValueError:
        raise ExpressionError(tr("This has no value."), position) from None


def _limit_exponent(key: str, exponent: float, position: Position) -> None:
    if key == "power" and abs(exponent) > MAX_EXPONENT:
        reason = tr("The exponent can be from −{limit} to {limit}.", limit=MAX_EXPONENT)
        raise ExpressionError(reason, position)
