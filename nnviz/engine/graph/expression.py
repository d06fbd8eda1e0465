"""Expressions as a person types them, such as `q = x + y; f = q*z`, read into terms.

Python's own grammar reads the text; only numbers, names, + - * / ** and calls of FUNCTIONS pass,
and nothing is ever executed. Line and column count from 1.
"""

import ast
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nnviz.engine.graph.operations import FUNCTIONS
from nnviz.engine.graph.scan import ExpressionError, Position, scan
from nnviz.language import tr

MAX_NODES = 500
MAX_DEPTH = 60
MAX_DEFINITIONS = 100
NO_LIMIT = frozenset({"max", "min"})  # these take two values or more

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "raise",
}


@dataclass(frozen=True)
class Number:
    """A number in an expression."""

    value: float


@dataclass(frozen=True)
class Name:
    """A name in an expression, and where it stands."""

    text: str
    position: Position


@dataclass(frozen=True)
class Apply:
    """An operation on one term or two."""

    operation: str
    terms: "tuple[Term, ...]"
    position: Position


Term = Number | Name | Apply


@dataclass(frozen=True)
class Definition:
    """One line: `name = term`; the last line may go without the name."""

    name: str | None
    term: Term
    position: Position

    @property
    def names(self) -> list[Name]:
        """The names the term mentions, from left to right."""
        return list(_names(self.term))


def _names(term: Term) -> Iterator[Name]:
    if isinstance(term, Name):
        yield term
    elif isinstance(term, Apply):
        for part in term.terms:
            yield from _names(part)


def parse(text: str) -> tuple[Definition, ...]:
    """Return the definitions in the order they are typed; ExpressionError if one cannot be read."""
    reader = _Reader(text)
    definitions = tuple(reader.definition(line) for line in reader.lines)
    seen: set[str | None] = set()
    for number, definition in enumerate(definitions, 1):
        if definition.name is None and number < len(definitions):
            raise ExpressionError(
                tr("Only the last line can go without a name: name = expression"),
                definition.position,
            )
        if definition.name in seen:
            raise ExpressionError(
                tr("{name} is defined a second time.", name=definition.name), definition.position
            )
        seen.add(definition.name)
    return definitions


def _too_large(position: Position) -> ExpressionError:
    return ExpressionError(tr("The expression is too large or too deeply nested."), position)


class _Reader:
    """Turns Python's syntax tree of one text into terms."""

    def __init__(self, text: str):
        self._scanned = scan(text)
        try:
            self.lines = ast.parse(self._scanned.text).body
        except SyntaxError as error:
            position = self._scanned.at(error.lineno or 1, error.offset or 1)
            raise ExpressionError(
                tr("The expression cannot be read from here on."), position
            ) from None
        except (MemoryError, RecursionError):  # Python's own limits for what is nested
            raise _too_large(Position(1, 1)) from None
        self._limit_size()

    def _limit_size(self) -> None:
        if not self.lines:
            raise ExpressionError(tr("There is no expression yet."), Position(1, 1))
        if len(self.lines) > MAX_DEFINITIONS:
            raise _too_large(self._position(self.lines[MAX_DEFINITIONS]))
        waiting: list[tuple[ast.stmt | ast.expr, int]] = [(line, 0) for line in self.lines]
        count = 0
        while waiting:
            node, depth = waiting.pop()
            count += 1
            if depth > MAX_DEPTH or count > MAX_NODES:
                raise _too_large(self._position(node))
            parts = ast.iter_child_nodes(node)
            waiting += [(part, depth + 1) for part in parts if isinstance(part, ast.expr)]

    def _position(self, node: ast.stmt | ast.expr) -> Position:
        return self._scanned.at_byte(node.lineno, node.col_offset)

    def definition(self, line: ast.stmt) -> Definition:
        """Return what one line defines."""
        position = self._position(line)
        match line:
            case ast.Expr(value=value):
                return Definition(None, self._term(value), position)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name in FUNCTIONS:
                    raise ExpressionError(
                        tr("{name} is the name of a function.", name=name), position
                    )
                return Definition(name, self._term(value), position)
        raise ExpressionError(
            tr("A line is an expression or a definition: name = expression"), position
        )

    def _term(self, node: ast.expr) -> Term:
        position = self._position(node)
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Number(self._number(value, position))
            case ast.Name(id=name):
                return Name(name, position)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._term(operand)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Apply("negate", (self._term(operand),), position)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                terms = (self._term(left), self._term(right))
                # What goes wrong does so at the divisor or the exponent.
                return Apply(SIGNS[type(sign)], terms, self._position(right))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, [self._term(term) for term in arguments], position)
        raise ExpressionError(
            tr("Only numbers, names, + − * / ** and functions can be used in an expression."),
            position,
        )

    def _number(self, value: float, position: Position) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isinf(number):
            raise ExpressionError(tr("This number is too large."), position)
        return number

    def _call(self, name: str, terms: list[Term], position: Position) -> Term:
        if name not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise ExpressionError(
                tr("There is no function {name}; there are {known}.", name=name, known=known),
                position,
            )
        operation = FUNCTIONS[name]
        arity = len(operation.slopes)
        if len(terms) < arity or (len(terms) > arity and name not in NO_LIMIT):
            raise ExpressionError(
                tr("The number of values for {name} should be {arity}.", name=name, arity=arity),
                position,
            )
        if arity == 1:
            return Apply(operation.key, tuple(terms), position)
        return _paired(operation.key, terms, position)


def _paired(operation: str, terms: Sequence[Term], position: Position) -> Term:
    """Return an operation on two values applied to all, by halves: the terms stay shallow."""
    if len(terms) == 1:
        return terms[0]
    middle = (len(terms) + 1) // 2
    halves = (terms[:middle], terms[middle:])
    return Apply(operation, tuple(_paired(operation, half, position) for half in halves), position)
