"""Where the arrow keys lead in the diagram, from everything that can be selected."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.views.network.layout import Frame, arrange
from nnviz.views.network.navigation import exists, led_to, moved, next_edge

FRAME = Frame(900.0, 600.0, 60.0, (40.0, 70.0), 1.0)
LAYOUT = arrange((2, 4, 1), (True, False), FRAME)  # the output has no bias
EDGES = [
    *(Edge(1, unit, source) for unit in range(4) for source in range(3)),
    *(Edge(2, 0, source) for source in range(4)),
]
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.mark.parametrize(
    ("target", "key", "expected"),
    [
        (None, DOWN, NeuronPlace(0, 0)),
        (NeuronPlace(1, 1), UP, NeuronPlace(1, 0)),
        (NeuronPlace(1, 0), UP, NeuronPlace(1, 0)),
        (NeuronPlace(1, 1), DOWN, NeuronPlace(1, 2)),
        (NeuronPlace(1, 3), DOWN, NeuronPlace(1, 3)),
        (NeuronPlace(0, 1), DOWN, BiasNode(0)),
        (NeuronPlace(0, 0), DOWN, NeuronPlace(0, 1)),
        (NeuronPlace(0, 0), LEFT, NeuronPlace(0, 0)),
        (NeuronPlace(2, 0), RIGHT, NeuronPlace(2, 0)),
        (NeuronPlace(0, 0), RIGHT, NeuronPlace(1, 1)),  # at its height
        (NeuronPlace(1, 3), LEFT, NeuronPlace(0, 1)),  # the nearest
        (BiasNode(0), UP, NeuronPlace(0, 1)),
        (BiasNode(0), DOWN, BiasNode(0)),
        (BiasNode(0), RIGHT, NeuronPlace(1, 2)),
        (BiasNode(0), LEFT, NeuronPlace(0, 1)),
        (Edge(1, 2, 0), RIGHT, NeuronPlace(1, 2)),
        (Edge(1, 2, 1), LEFT, NeuronPlace(0, 1)),
        (Edge(1, 2, 2), LEFT, NeuronPlace(1, 2)),  # a bias starts at no neuron
        (Edge(1, 2, 0), DOWN, Edge(1, 2, 1)),
        (Edge(1, 2, 0), UP, Edge(1, 2, 2)),
        (Edge(1, 2, 2), DOWN, Edge(1, 2, 0)),
    ],
)
def test_an_arrow_leads_to(target: Part | None, key: Qt.Key, expected: Part) -> None:
    assert moved(target, key, LAYOUT, EDGES) == expected


PART = arrange((2, 40, 1), (True, False), FRAME, {1: 10})
BELOW = PART.columns[1].range.stop


@pytest.mark.parametrize(
    ("target", "key", "expected"),
    [
        (NeuronPlace(1, 10), UP, NeuronPlace(1, 9)),  # above those that are shown
        (
            NeuronPlace(1, PART.columns[1].range[-1]),
            DOWN,
            NeuronPlace(1, PART.columns[1].range.stop),
        ),
        (NeuronPlace(1, 39), DOWN, NeuronPlace(1, 39)),
        (NeuronPlace(1, 10), LEFT, NeuronPlace(0, 0)),
        (NeuronPlace(2, 0), LEFT, NeuronPlace(1, 10 + PART.columns[1].shown // 2)),
    ],
)
def test_in_a_layer_shown_in_part_an_arrow_leads_to(
    target: Part, key: Qt.Key, expected: Part
) -> None:
    assert moved(target, key, PART, EDGES) == expected


def test_only_a_part_of_a_layer_exists_on_the_screen() -> None:
    assert [exists(NeuronPlace(1, unit), PART) for unit in (9, 10, 39)] == [False, True, False]


def test_e_leads_through_the_edges_and_back() -> None:
    def key(modifier: Qt.KeyboardModifier) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, modifier)

    forth, back = key(Qt.KeyboardModifier.NoModifier), key(Qt.KeyboardModifier.ShiftModifier)
    assert led_to(NeuronPlace(1, 1), forth, LAYOUT, EDGES) == Edge(1, 1, 0)
    assert led_to(NeuronPlace(1, 1), back, LAYOUT, EDGES) == Edge(1, 1, 2)
    assert led_to(None, forth, LAYOUT, EDGES) is None


def test_other_keys_lead_nowhere() -> None:
    assert moved(NeuronPlace(1, 1), Qt.Key.Key_A, LAYOUT, EDGES) is None


@pytest.mark.parametrize(
    ("target", "step", "expected"),
    [
        (NeuronPlace(1, 1), 1, Edge(1, 1, 0)),
        (NeuronPlace(1, 1), -1, Edge(1, 1, 2)),
        (Edge(2, 0, 1), 1, Edge(2, 0, 2)),
        (Edge(2, 0, 0), -1, Edge(2, 0, 3)),
        (NeuronPlace(0, 0), 1, NeuronPlace(0, 0)),  # an input has none
        (BiasNode(0), 1, BiasNode(0)),
    ],
)
def test_the_edges_into_a_neuron_are_gone_through_in_turn(
    target: Part, step: int, expected: Part
) -> None:
    assert next_edge(target, EDGES, step) == expected


@pytest.mark.parametrize(
    ("target", "there"),
    [
        (NeuronPlace(0, 0), True),
        (NeuronPlace(0, 1), True),
        (NeuronPlace(0, 2), False),
        (NeuronPlace(2, 0), True),
        (NeuronPlace(3, 0), False),
        (NeuronPlace(-1, 0), False),
        (BiasNode(0), True),
        (BiasNode(1), False),
        (BiasNode(3), False),
    ],
)
def test_only_what_is_shown_exists(target: NeuronPlace | BiasNode, there: bool) -> None:
    assert exists(target, LAYOUT) is there
