"""Views with real snapshots drawn in them, and the colours that can be seen there."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, with_dataset
from nnviz.theme import Theme, load_fonts
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS
from nnviz.views.view import View

# What a view can show, where it cannot show the opening experiment.
_LINE = replace(with_dataset(Experiment(), "line"), hidden_layers=())
SHOWABLE = {
    "fit": with_dataset(Experiment(), "sine"),
    "losses": _LINE,
    "steps": _LINE,
    "update": _LINE,
}


def experiment_for(view: str) -> Experiment:
    """Return an experiment that the view with this key can show."""
    return SHOWABLE.get(view, Experiment())


@lru_cache(maxsize=32)
def snapshot(dataset: str = "circle", steps: int = 0, samples: int = 0, **choices: Any) -> Snapshot:
    """Return the snapshot of a run after some batches and then some samples."""
    run = TrainingRun(replace(with_dataset(Experiment(), dataset), **choices))
    run.advance(steps)
    for _ in range(samples):
        run.step_sample()
    return run.snapshot(PARTS)


def shown(
    qtbot: QtBot, kind: type[View], size: tuple[int, int] = (480, 420), theme: Theme | None = None
) -> Any:
    """Return a visible view of this kind in which nothing is drawn yet."""
    load_fonts()
    view = kind(theme or Theme())
    qtbot.addWidget(view)
    view.setAutoFillBackground(True)
    view.resize(*size)
    view.show()
    return view


def seen(view: View) -> QImage:
    return view.grab().toImage()


def place_of(view: Any, plot: Any, x: float, y: float) -> QPoint:
    """Return where in a view a place of its plot is."""
    scene = plot.getPlotItem().getViewBox().mapViewToScene(QPointF(x, y))
    return QPoint(plot.viewport().mapTo(view, plot.mapFromScene(scene)))


def is_like(found: QColor, wanted: QColor, tolerance: int = 12) -> bool:
    """Say whether two colours can hardly be told apart."""
    pairs = zip(found.getRgb(), wanted.getRgb(), strict=True)
    return all(abs(one - other) <= tolerance for one, other in pairs)
