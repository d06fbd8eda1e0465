"""Graphs from what a person types: definitions in any order, the last line the output."""

from collections.abc import Mapping, Sequence
from itertools import count
from math import e, pi
from unicodedata import normalize

from nnviz.engine.graph.builder import GraphBuilder, Operand, Wire
from nnviz.engine.graph.expression import Definition, Name, parse
from nnviz.engine.graph.graph import Graph
from nnviz.engine.graph.scan import ExpressionError
from nnviz.language import tr

CONSTANTS = {"e": e, "pi": pi, "π": pi}


def free_names(text: str) -> tuple[str, ...]:
    """Return the names of an expression that need a value, in the order they appear."""
    return tuple(name.text for name in _free(parse(text)) if name.text not in CONSTANTS)


def build_graph(text: str, values: Mapping[str, float] | None = None) -> Graph:
    """Return the graph of an expression, with values for the names it does not define itself.

    ExpressionError says what cannot be read, which name is unknown, which is defined twice, or
    which definitions go round in a circle; GraphError that a value is not a finite number.
    """
    definitions = parse(text)
    # Python's grammar takes letters that look alike, such as the two of µ, for one.
    given = {normalize("NFKC", name): float(value) for name, value in (values or {}).items()}
    for definition in definitions:
        if definition.name in given:
            reason = tr("{name} is defined a second time.", name=definition.name)
            raise ExpressionError(reason, definition.position)
    builder = GraphBuilder()
    scope = {name.text: _given(builder, name, given) for name in _free(definitions)}
    wires: dict[str | None, Wire] = {}
    for definition in _in_order(definitions):
        name = definition.name or _output_name(scope)
        wire = builder.name(builder.term(definition.term, scope), name)
        scope[name] = wires[definition.name] = wire
    return builder.finish(wires[definitions[-1].name])


def _given(builder: GraphBuilder, name: Name, values: Mapping[str, float]) -> Operand:
    if name.text in values:
        return builder.leaf(name.text, values[name.text])
    if name.text in CONSTANTS:
        return CONSTANTS[name.text]
    reason = tr("{name} is not known; give it a value, as in {name} = 1", name=name.text)
    raise ExpressionError(reason, name.position)


def _free(definitions: Sequence[Definition]) -> list[Name]:
    """Return the names that are mentioned but not defined, each once, where it appears first."""
    defined = {definition.name for definition in definitions}
    first: dict[str, Name] = {}
    for definition in definitions:
        for name in definition.names:
            if name.text not in defined:
                first.setdefault(name.text, name)
    return list(first.values())


def _output_name(taken: Mapping[str, object]) -> str:
    numbered = (f"f{number}" for number in count(1))
    return "f" if "f" not in taken else next(name for name in numbered if name not in taken)


def _in_order(definitions: Sequence[Definition]) -> list[Definition]:
    """Return the definitions so that each comes after those it mentions, else as they are typed."""
    waiting, placed = list(definitions), []
    while waiting:
        open_names = {definition.name for definition in waiting}
        ready = [one for one in waiting if open_names.isdisjoint(name.text for name in one.names)]
        if not ready:
            raise _circle(waiting)
        placed.append(ready[0])
        waiting.remove(ready[0])
    return placed


def _circle(waiting: Sequence[Definition]) -> ExpressionError:
    """Follow the definitions that wait for each other until one comes up again."""
    by_name = {definition.name: definition for definition in waiting}
    path = [waiting[0]]
    while path.count(path[-1]) == 1:
        path.append(next(by_name[name.text] for name in path[-1].names if name.text in by_name))
    path = path[path.index(path[-1]) :]
    names = " → ".join(definition.name or "" for definition in path)
    return ExpressionError(tr("A definition needs itself: {names}", names=names), path[0].position)
