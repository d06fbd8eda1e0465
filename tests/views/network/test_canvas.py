"""The diagram while networks come and go: what is edited and selected, and which way dashes run."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.selection import BiasNode, Edge, NeuronPlace, Part, Picked, Selection
from nnviz.views.network.dash_motion import LONGEST_FRAME_S, SPEED
from nnviz.views.network.edges import DASH, GAP
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import LEFT, click, drawn, layers, point_at
from tests.views.drawn_views import seen, snapshot

EDITED = Edge(3, 3, 2)  # the last weight but one into the last neuron of the third layer
NETWORKS: dict[str, dict[str, Any]] = {
    "fewer neurons": {"hidden_layers": layers(6, 5, 3)},
    "fewer layers": {"hidden_layers": layers(2)},
    "no hidden layer": {"hidden_layers": ()},
    "more layers": {"hidden_layers": layers(6, 5, 4, 2)},
    "other data": {"dataset": "xor", "hidden_layers": layers(6, 5, 4)},
    "other data and layers": {"dataset": "spiral", "hidden_layers": layers(1)},
    "one input": {"dataset": "sine", "hidden_layers": layers(3)},
}


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot, hidden_layers=layers(6, 5, 4))


def edit_by_mouse(view: NetworkView) -> None:
    click(view, EDITED)


def edit_by_keys(view: NetworkView) -> None:
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    view.canvas.select(NeuronPlace(3, 3), "keys")
    for key in (Qt.Key.Key_E, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(view.canvas, key)


@pytest.mark.parametrize("edit", [edit_by_mouse, edit_by_keys])
@pytest.mark.parametrize("network", NETWORKS)
def test_another_network_ends_an_edit(
    qtbot: QtBot, view: NetworkView, edit: Callable[[NetworkView], None], network: str
) -> None:
    edit(view)
    assert view.canvas.card.editing
    assert view.canvas.target == EDITED
    QTest.keyClicks(view.canvas.card.edit, "0.25")
    with qtbot.assertNotEmitted(view.parameter_edited):
        view.draw(snapshot(steps=20, **NETWORKS[network]))
    assert not view.canvas.card.editing
    assert not seen(view).isNull()
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.plan.places.keys() >= {view.canvas.target} - {NeuronPlace(0, 0)}


@pytest.mark.parametrize("edit", [edit_by_mouse, edit_by_keys])
def test_an_edit_outlives_other_choices(
    qtbot: QtBot, view: NetworkView, edit: Callable[[NetworkView], None]
) -> None:
    edit(view)
    QTest.keyClicks(view.canvas.card.edit, "0.25")
    frame = snapshot(steps=20, hidden_layers=layers(6, 5, 4))
    view.draw(replace(frame, experiment=replace(frame.experiment, learning_rate=0.5)))
    assert view.canvas.target == EDITED
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Return)
    assert heard.args == [view.canvas.plan.indices[view.canvas.plan.places[EDITED]], 0.25]


@pytest.mark.parametrize("edited", [Edge(1, 6, 1), Edge(2, 0, 6), NeuronPlace(1, 6)])
def test_an_edit_ends_where_a_low_window_leaves_its_weight_out(qtbot: QtBot, edited: Part) -> None:
    view = drawn(qtbot, hidden_layers=layers(7))
    click(view, edited)
    QTest.keyClicks(view.canvas.card.edit, "0.25")
    with qtbot.assertNotEmitted(view.parameter_edited):
        view.resize(760, 250)
        QApplication.processEvents()
    assert view.canvas.layout_.columns[1].shown < 7
    assert not view.canvas.card.editing
    assert view.canvas.target is None


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("part", [EDITED, NeuronPlace(3, 3), BiasNode(3)])
def test_what_is_pointed_at_goes_with_its_network(
    view: NetworkView, part: Part, network: str
) -> None:
    view.canvas.select(part)
    view.draw(snapshot(steps=20, **NETWORKS[network]))
    assert view.canvas.target in (None, part)
    assert view.selection.pointed.part == view.canvas.target
    assert not seen(view).isNull()


@pytest.mark.parametrize(
    "part", [Edge(8, 7, 6), NeuronPlace(8, 0), NeuronPlace(1, 99), BiasNode(8)]
)
def test_what_is_selected_elsewhere_and_not_drawn_yet_is_left_out(
    view: NetworkView, part: Part
) -> None:
    before = seen(view.canvas)
    view.show_selection(Selection(Picked(part), Picked(part)))
    assert seen(view.canvas) == before
    assert not view.canvas.card.isVisible()


def test_pointing_elsewhere_takes_the_card_along(view: NetworkView) -> None:
    point_at(view, EDITED)
    assert view.canvas.card.isVisible()
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 0)))
    assert not view.canvas.card.isVisible()
    assert view.canvas.target is None


def test_pointing_elsewhere_leaves_what_the_keys_have_chosen(view: NetworkView) -> None:
    edit_by_keys(view)
    QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Escape)
    view.show_selection(view.selection.pointing_at(NeuronPlace(1, 0)))
    assert view.canvas.target == EDITED
    assert view.canvas.card.isVisible()


def test_a_click_on_a_neuron_chooses_it_and_edits_its_bias(qtbot: QtBot, view: NetworkView) -> None:
    neuron = NeuronPlace(2, 1)
    with qtbot.waitSignal(view.selected):
        click(view, neuron)
    assert view.canvas.card.editing
    QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Escape)
    point_at(view, NeuronPlace(1, 0))
    assert view.selection.chosen.part == neuron
    assert view.selection.pointed.part == NeuronPlace(1, 0)


@pytest.mark.parametrize("clicked", [NeuronPlace(2, 1), None])
def test_another_click_on_it_or_beside_everything_lets_go(
    view: NetworkView, clicked: NeuronPlace | None
) -> None:
    click(view, NeuronPlace(2, 1))
    if clicked is None:
        QTest.mouseClick(view.canvas, LEFT, pos=view.canvas.rect().bottomRight())
    else:
        click(view, clicked)
    assert view.selection.chosen.part is None


def test_a_click_on_a_weight_leaves_what_is_chosen(view: NetworkView) -> None:
    click(view, NeuronPlace(2, 1))
    click(view, EDITED)
    assert view.canvas.card.editing
    assert view.selection.chosen.part == NeuronPlace(2, 1)


def test_the_keys_choose_and_the_mouse_points(view: NetworkView) -> None:
    edit_by_keys(view)
    QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Escape)
    assert view.selection == Selection().choosing(EDITED)
    point_at(view, NeuronPlace(1, 2))
    assert view.selection == Selection().pointing_at(NeuronPlace(1, 2))
    QTest.mouseMove(view.canvas, QPoint(2, view.canvas.height() - 2))
    assert view.selection == Selection()


def along(view: NetworkView, edge: Edge) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Return for every pixel along an edge, away from its ends, whether there is colour."""
    image, points = seen(view.canvas), view.canvas.plan.polylines[view.canvas.plan.places[edge]]
    x = np.arange(np.ceil(points[0, 0]) + 8, points[-1, 0] - 8)
    y = np.interp(x, points[:, 0], points[:, 1])
    ground = view.canvas.ground.lightness()
    places = zip(x.astype(int).tolist(), y.round().astype(int).tolist(), strict=True)
    return np.array([abs(image.pixelColor(*at).lightness() - ground) > 40 for at in places])


def moved_by(before: Any, after: Any) -> float:
    """Return by how many pixels a pattern of dashes has moved on, of all that are less than one."""
    shifts = range(round(DASH + GAP))
    alike = [np.mean(after[shift:] == before[: len(before) - shift]) for shift in shifts]
    return float(np.argmax(alike))


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("pointed", [False, True])
def test_dashes_run_from_the_inputs_to_the_outputs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, exact: bool, pointed: bool
) -> None:
    seconds = count(0.0, LONGEST_FRAME_S)
    monkeypatch.setattr("nnviz.views.network.dash_motion.perf_counter", lambda: next(seconds))
    frame = snapshot(steps=20, features=("x1",), hidden_layers=layers(1))
    parameters = np.full(frame.parameters.size, -1.5)
    frame = replace(frame, parameters=parameters, steps_per_second=100.0)
    view, edge = drawn(qtbot), Edge(2, 0, 0)
    view.canvas.exact = exact
    view.draw(frame)
    if pointed:
        view.canvas.select(edge)
    before = along(view, edge)
    for _ in range(2):
        view.draw(frame)
    expected = 2 * LONGEST_FRAME_S * SPEED
    assert moved_by(before, along(view, edge)) == pytest.approx(expected, abs=1.0)


class Exposed(QObject):
    """Notes what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[QRect] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.places.append(event.rect())
        return False


def test_a_frame_paints_what_moves_and_a_sample_s_numbers_all(qtbot: QtBot) -> None:
    view, exposed = drawn(qtbot, hidden_layers=layers(3)), Exposed()
    view.canvas.installEventFilter(exposed)
    frame = snapshot(steps=20, hidden_layers=layers(3))
    view.draw(frame)
    QApplication.processEvents()
    assert exposed.places.pop() == view.canvas.placed.moving
    view.show_selection(Selection(chosen=Picked(sample=3)))
    QApplication.processEvents()
    view.draw(frame)
    QApplication.processEvents()
    assert exposed.places.pop() == view.canvas.rect()
