"""The left column: what is needed most often is in sight at the usual sizes of a window."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QComboBox, QScrollArea, QSlider, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.docks.panel_column import PanelColumn
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import with_optimizer
from nnviz.panels.training.panel import TrainingPanel
from nnviz.session import Session


def column(window: MainWindow) -> QScrollArea:
    areas = window.findChildren(QScrollArea)
    return next(area for area in areas if area.findChild(TrainingPanel))


def in_sight(area: QScrollArea, kind: type[QWidget], name: str) -> bool:
    found = next(one for one in area.findChildren(kind) if one.accessibleName() == name)
    shown = QRect(found.mapTo(area.viewport(), QPoint()), found.size())
    return area.viewport().rect().contains(shown)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_rate_batches_and_regularisation_are_seen_without_scrolling(
    qtbot: QtBot, window: MainWindow, session: Session, size: tuple[int, int], optimizer: str
) -> None:
    window.resize(*size)
    session.set_experiment(with_optimizer(session.experiment, optimizer))
    area = column(window)
    for kind, name in (
        (QSlider, "Learning rate"),
        (QSlider, "Batch size"),
        (QComboBox, "Regularisation"),
    ):
        qtbot.waitUntil(lambda kind=kind, name=name: in_sight(area, kind, name))


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw"])
def test_a_large_window_has_data_and_training_without_a_scroll_bar(
    qtbot: QtBot, window: MainWindow, session: Session, optimizer: str
) -> None:
    window.findChild(PanelColumn).show_controls(frozenset({"data", "training"}))
    window.resize(1920, 1080)
    session.set_experiment(with_optimizer(session.experiment, optimizer))
    bar = column(window).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0 and not bar.isVisible())
