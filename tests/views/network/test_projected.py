"""The diagram in the projector: fewer things, larger, and nothing too pale to be seen."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.theme import LEAST_CONTRAST, Shade, Theme, contrast
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.column_header import fitting
from nnviz.views.network.edges import CROWD, STRONG, EdgePlan
from nnviz.views.network.labels import Labels
from nnviz.views.network.layout import Column
from nnviz.views.network.sample_values import Plates
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import layers
from tests.views.drawn_views import seen, shown, snapshot

SHADES: tuple[Shade, ...] = ("light", "dark")
BIG = layers(*(16,) * 8)


def projected(shade: Shade = "light", factor: float = 2.4, decimals: int = 4) -> Theme:
    return Theme(shade, factor, decimals, projected=True)


def drawn(
    qtbot: QtBot, shot: Snapshot, theme: Theme, size: tuple[int, int] = (1900, 880)
) -> NetworkView:
    view: NetworkView = shown(qtbot, NetworkView, size, theme)
    view.show_experiment(shot.experiment)
    view.draw(shot)
    QApplication.processEvents()
    return view


def plan_of(view: NetworkView) -> EdgePlan:
    assert view.canvas.plan is not None
    return view.canvas.plan


def darkest_around(image: QImage, x: float, y: float, ground: QColor) -> float:
    """Return the best contrast that any pixel near a point has to the ground."""
    near = [(round(x) + a, round(y) + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return max(contrast(image.pixelColor(*place), ground) for place in near)


@pytest.mark.parametrize("shade", SHADES)
def test_every_edge_of_the_picture_can_be_seen(qtbot: QtBot, shade: Shade) -> None:
    view = drawn(qtbot, snapshot(steps=20), projected(shade))
    plan, image = plan_of(view), seen(view.canvas)
    for line in plan.polylines:
        found = [darkest_around(image, *point, view.canvas.ground) for point in line[3:-3]]
        assert np.median(found) >= LEAST_CONTRAST or max(found) >= LEAST_CONTRAST


def test_in_a_crowd_the_strongest_edges_of_every_layer_stand_out(qtbot: QtBot) -> None:
    shot = snapshot(hidden_layers=BIG)
    plan = plan_of(drawn(qtbot, shot, projected()))
    assert len(plan.indices) > CROWD
    for layer in plan.layers:
        size = np.abs(shot.parameters[plan.indices[layer]])
        receding = plan._receding(size, layer)  # noqa: SLF001
        assert (~receding).sum() == min(STRONG, len(layer))
        assert size[receding].max(initial=0) <= size[~receding].min()


def test_what_stands_back_is_paler_and_thinner(qtbot: QtBot) -> None:
    plan = plan_of(drawn(qtbot, snapshot(hidden_layers=BIG), projected()))
    ground = projected().color("background")
    strong, receding = plan._pen(10, 1.0), plan._pen(-10, 1.0)  # noqa: SLF001
    assert contrast(strong.color(), ground) >= LEAST_CONTRAST > contrast(receding.color(), ground)
    assert receding.widthF() < strong.widthF()


def test_with_room_the_builder_is_there_and_what_is_rarely_used_is_not(qtbot: QtBot) -> None:
    view = drawn(qtbot, snapshot(), projected())
    hidden = view.headers[1]
    assert hidden.bar.isVisible()
    assert not hidden.options_button.isVisible()
    assert not view.hint.isVisible()
    assert not view.summary.isVisible()


def test_the_layers_buttons_stand_in_the_corner_and_add_layers(qtbot: QtBot) -> None:
    view = drawn(qtbot, snapshot(), projected())
    corner = view.more_layers.mapTo(view, view.more_layers.rect().bottomRight())
    assert view.rect().contains(corner)
    assert corner.x() > 0.9 * view.width()
    assert corner.y() > 0.9 * view.height()
    assert view.more_layers.text()
    with qtbot.waitSignal(view.edited) as heard:
        view.more_layers.click()
    assert len(heard.args[0].hidden_layers) == 3


def test_in_a_crowd_words_stand_for_the_controls(qtbot: QtBot) -> None:
    view = drawn(qtbot, snapshot(hidden_layers=BIG), projected())
    hidden = view.headers[1]
    assert not hidden.bar.isVisible()
    assert hidden.plain.text() == "16 · tanh"
    assert hidden.title.text() == "Hidden 1"
    assert view.more_layers.text() == ""
    view.resize(960, 500)
    assert hidden.title.text() == "1"
    assert hidden.title.toolTip() == "Hidden 1"
    assert hidden.plain.text() in "tanh…"


def test_the_first_text_that_fits_is_written(qtbot: QtBot) -> None:
    view = drawn(qtbot, snapshot(), projected())
    metrics = view.headers[1].plain.fontMetrics()
    room = metrics.horizontalAdvance("tanh")
    assert fitting(metrics, ("16 · tanh", "tanh"), room) == "tanh"
    assert fitting(metrics, ("16 · tanh", "tanh"), 1000) == "16 · tanh"
    assert fitting(metrics, ("16 · tanh", "tanh"), room - 1).endswith("…")


def column(side: float, pitch: float, count: int = 3) -> Column:
    neurons = tuple(QRectF(100, 50 + unit * pitch, side, side) for unit in range(count))
    return Column(100 + side / 2, neurons, count, None)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("side", "pitch", "step"), [(40, 60, 1), (26, 30, 2), (24, 14, 3)])
def test_names_have_room_one_below_the_other(side: float, pitch: float, step: int) -> None:
    named = Labels(projected())._named(column(side, pitch))  # noqa: SLF001
    assert named.step == step


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("side", "pitch", "offset"),
    [
        (100.0, 150.0, QPointF(0, 50)),  # on the edge, as in a window
        (30.0, 100.0, QPointF(0, 35.4)),  # below a small one
        (70.0, 90.0, QPointF(0, 35)),
        (40.0, 50.0, QPointF(39.2, 0)),  # beside it, where the next one is near
    ],
)
def test_plates_hide_as_little_as_can_be(side: float, pitch: float, offset: QPointF) -> None:
    theme = projected()
    dense = column(side, pitch)
    middle = Plates(theme)._middle(dense, dense.neurons[1], "", 1)  # noqa: SLF001
    found = middle - dense.neurons[1].center()
    assert (found.x(), found.y()) == pytest.approx((offset.x(), offset.y()), abs=4)


def numbers(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shot: Snapshot, theme: Theme
) -> list[str]:
    """Return what is written on plates."""
    found: list[str] = []
    view = drawn(qtbot, shot, theme)
    monkeypatch.setattr(
        Plates, "_plate", lambda _self, _painter, _middle, lines, *_more: found.extend(lines)
    )
    seen(view.canvas)
    return found


@pytest.mark.parametrize("decimals", [2, 4, 5])
def test_numbers_have_the_decimals_that_were_chosen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, decimals: int
) -> None:
    shot = snapshot(steps=20, samples=3)
    found = numbers(qtbot, monkeypatch, shot, projected(decimals=decimals))
    written = [text for text in found[:-2] if "e" not in text]
    assert {len(text.partition(".")[2]) for text in written} == {decimals}


def test_numbers_that_would_hide_each_other_are_left_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot = snapshot(steps=20, samples=3, hidden_layers=BIG)
    found = numbers(qtbot, monkeypatch, shot, projected())
    assert len(found) == 2 + 1 + 2  # of the inputs, the output, and what it should have been


def test_what_a_sample_should_have_been_is_left_out_where_buttons_are(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot = snapshot("one_hot", steps=20, samples=3)
    found = numbers(qtbot, monkeypatch, shot, projected())
    assert not any(text.startswith("y =") for text in found)


def test_plates_stay_in_the_diagram(qtbot: QtBot) -> None:
    view = drawn(qtbot, snapshot(), projected())
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    layout = replace(view.canvas.layout_, width=200.0)
    Plates(projected())._plate(painter, QPointF(199, 50), ["1"], layout)  # noqa: SLF001
    painter.end()
    assert image.pixelColor(198, 50) != QColor("white")
