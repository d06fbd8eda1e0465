"""What a frame paints: only what has changed, and nothing of what lies beneath it."""

from functools import lru_cache
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.window.readings import ProgressReading, Readings
from nnviz.app.window.status_line import StatusLine
from nnviz.experiment import Experiment
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS
from nnviz.views import VIEWS
from nnviz.widgets.style_sheet import wear
from tests.views.drawn_views import experiment_for, shown


class Painted(QObject):
    """Takes note of the widgets that are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.append(watched)
        return False


def painted_by(show: Any, before: Snapshot, after: Snapshot) -> list[QWidget]:
    """Return what is painted when one moment follows another."""
    app, painted = QApplication.instance(), Painted()
    assert app is not None
    for _ in range(3):  # until everything has its place
        show(before)
        app.processEvents()
    app.installEventFilter(painted)
    show(after)
    app.processEvents()
    app.removeEventFilter(painted)
    return painted.widgets


@lru_cache(maxsize=4)
def moments_of(experiment: Experiment) -> tuple[Snapshot, Snapshot]:
    """Return two of a long run, between which no axis changes."""
    run = TrainingRun(experiment)
    run.advance(4500)
    before = run.snapshot(PARTS)
    run.advance(1)
    return before, run.snapshot(PARTS)


@pytest.mark.parametrize("key", VIEWS)
def test_a_frame_paints_no_widget_beneath_another(qtbot: QtBot, key: str) -> None:
    view = shown(qtbot, VIEWS[key].factory, (600, 400))
    painted = painted_by(view.draw, *moments_of(experiment_for(key)))
    assert painted
    for widget in painted:
        assert not any(widget.isAncestorOf(other) for other in painted if other is not widget)


@pytest.mark.parametrize("kind", [Readings, ProgressReading, StatusLine])
def test_numbers_that_tick_paint_only_themselves(qtbot: QtBot, kind: Any) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    wear(around, Theme())
    around.resize(900, 60)
    numbers = kind(Theme(), parent=around)
    numbers.resize(900, 60)
    around.show()

    def show(moment: Snapshot) -> None:
        numbers.show_snapshot(*((moment, True) if kind is StatusLine else (moment,)))

    painted = painted_by(show, *moments_of(Experiment()))
    assert around not in painted
    assert numbers not in painted
    assert painted or kind is ProgressReading
