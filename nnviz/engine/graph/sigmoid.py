"""The sigmoid as one gate or as four: 1/(1 + e^−z) collapsed, with slope σ(1 − σ), and opened."""

from collections.abc import Sequence
from dataclasses import replace

from nnviz.engine.graph.graph import Gate, Graph
from nnviz.engine.graph.operations import OPERATIONS

# From the last gate back to the first: what each is, and the constant it keeps.
CIRCUIT = (
    (("reciprocal", None),),
    (("add_constant", 1.0),),
    (("exp", None),),
    (("negate", None), ("scale", -1.0)),
)
Wired = tuple[Gate, tuple[str, ...]]  # a gate, and its inputs by name


def sigmoid_circuits(graph: Graph) -> tuple[int, ...]:
    """Return the number of the last gate of every 1/(1 + e^−z) that nothing else looks into."""
    gates = range(len(graph.leaves), len(graph.nodes))
    return tuple(number for number in gates if _circuit(graph, number))


def sigmoid_gates(graph: Graph) -> tuple[int, ...]:
    """Return the number of every σ gate."""
    gates = enumerate(graph.gates, len(graph.leaves))
    return tuple(number for number, gate in gates if gate.operation.key == "sigmoid")


def collapse(graph: Graph, number: int) -> Graph:
    """Return the graph with the circuit that ends in this gate as one σ gate of the same name.

    ValueError: no circuit ends there.
    """
    circuit = _circuit(graph, number)
    if not circuit:
        raise ValueError(f"no 1/(1 + e^−z) ends in node {number}")
    first, last = graph.gate(circuit[0]), graph.gate(number)
    inside = tuple(graph.gate(place) for place in circuit)
    one = replace(last, operation=OPERATIONS["sigmoid"], inputs=first.inputs, inside=inside)
    wired = _wired(graph)
    wired[number - len(graph.leaves)] = (one, (graph.nodes[first.inputs[0]].name,))
    hidden = {gate.name for gate in inside[:-1]}
    return _graph(graph, [entry for entry in wired if entry[0].name not in hidden])


def open_sigmoid(graph: Graph, number: int) -> Graph:
    """Return the graph with the four gates of 1/(1 + e^−z) in the place of a σ gate.

    ValueError: the node is not a σ gate.
    """
    if number not in sigmoid_gates(graph):
        raise ValueError(f"node {number} is not a σ gate")
    wired = _wired(graph)
    at = number - len(graph.leaves)
    gate, flowing_in = wired[at]
    opened: list[Wired] = []
    for part in gate.inside or _four_gates(graph, gate):
        opened.append((part, flowing_in))
        flowing_in = (part.name,)
    wired[at : at + 1] = opened
    return _graph(graph, wired)


def collapse_all(graph: Graph) -> Graph:
    """Return the graph with every 1/(1 + e^−z) as one σ gate."""
    while circuits := sigmoid_circuits(graph):
        graph = collapse(graph, circuits[0])
    return graph


def open_all(graph: Graph) -> Graph:
    """Return the graph with every σ gate taken apart."""
    while gates := sigmoid_gates(graph):
        graph = open_sigmoid(graph, gates[0])
    return graph


def _circuit(graph: Graph, number: int) -> tuple[int, ...]:
    """Return the four gates of the circuit that ends here, in order; empty if there is none."""
    places: list[int] = []
    for kinds in CIRCUIT:
        if number < len(graph.leaves):
            return ()
        gate = graph.gate(number)
        if (gate.operation.key, gate.constant) not in kinds:
            return ()
        if places and (graph.consumers[number] != (places[0],) or number == graph.output):
            return ()
        places.insert(0, number)
        number = gate.inputs[0]
    return tuple(places)


def _four_gates(graph: Graph, gate: Gate) -> tuple[Gate, ...]:
    kinds = [kinds[0] for kinds in reversed(CIRCUIT)]
    names = [f"{gate.name}_{part}" for part in range(1, len(kinds))]
    hidden = {part.name for other in graph.gates for part in other.inside}
    while not (graph.numbers.keys() | hidden).isdisjoint(names):
        names = [f"{name}_" for name in names]
    return tuple(
        Gate(name, OPERATIONS[key], (), constant, gate.is_named and name == gate.name)
        for name, (key, constant) in zip([*names, gate.name], kinds, strict=True)
    )


def _wired(graph: Graph) -> list[Wired]:
    return [(gate, tuple(graph.nodes[at].name for at in gate.inputs)) for gate in graph.gates]


def _graph(before: Graph, wired: Sequence[Wired]) -> Graph:
    """Number the gates anew; the leaves and the output's name stay."""
    names = [*(leaf.name for leaf in before.leaves), *(gate.name for gate, _ in wired)]
    numbers = {name: number for number, name in enumerate(names)}
    gates = tuple(
        replace(gate, inputs=tuple(numbers[name] for name in inputs)) for gate, inputs in wired
    )
    return Graph(before.leaves, gates, numbers[before.nodes[before.output].name])
