"""Network views with real snapshots drawn in them, and hands that point and click."""

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.experiment import LayerChoice
from nnviz.selection import Edge, NeuronPlace
from nnviz.views.network.view import NetworkView
from tests.views.drawn_views import shown, snapshot

LEFT = Qt.MouseButton.LeftButton


def drawn(qtbot: QtBot, size: tuple[int, int] = (760, 560), **choices: Any) -> NetworkView:
    made: NetworkView = shown(qtbot, NetworkView, size)
    made.draw(snapshot(steps=20, **choices))
    QApplication.processEvents()
    return made


def layers(*units: int) -> tuple[LayerChoice, ...]:
    return tuple(LayerChoice(count) for count in units)


def middle(view: NetworkView, target: Edge | NeuronPlace) -> QPoint:
    """Return a place on the canvas where there is only this neuron, or this edge."""
    canvas = view.canvas
    if isinstance(target, NeuronPlace):
        return canvas.layout_.columns[target.layer].place_of(target.unit).center().toPoint()
    points = canvas.plan.polylines[canvas.plan.places[target]]
    places = (QPointF(*point).toPoint() for point in points)
    return next(place for place in places if canvas.target_at(place.toPointF()) == target)


def point_at(view: NetworkView, target: Edge | NeuronPlace) -> None:
    QTest.mouseMove(view.canvas, middle(view, target))


def text_of_card(view: NetworkView) -> str:
    return str(view.canvas.accessibleDescription())


def click(view: NetworkView, target: Edge | NeuronPlace) -> None:
    QTest.mouseClick(view.canvas, LEFT, pos=middle(view, target))
