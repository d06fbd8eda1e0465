"""Every step of every lesson can be set in the window, which shows what the step says."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.window.main_window import MainWindow
from nnviz.lessons.lesson import Lesson
from nnviz.session import Session
from nnviz.training.run import TrainingRun
from tests.app.driving import next_frame
from tests.lessons.test_lessons import LIBRARY, NAMES


def test_the_names_that_lessons_are_checked_against_are_the_windows(window: MainWindow) -> None:
    assert set(NAMES.bar) == window.content.run_bar.parts.keys()


@pytest.mark.parametrize("lesson", LIBRARY.lessons.values(), ids=lambda lesson: lesson.key)
def test_a_lesson_is_paged_through(
    qtbot: QtBot, window: MainWindow, session: Session, lesson: Lesson
) -> None:
    for step in lesson.steps:
        window.staging.set_stage(step.stage())
        QApplication.processEvents()
        shown = window.staging.stage(speed=step.speed)
        assert (shown.experiment, shown.bar, shown.controls) == (step.experiment, step.bar, set())
        assert shown.arrangement is not None
        assert step.arrangement is not None
        assert set(shown.arrangement.keys) == set(step.arrangement.keys)
        frame = next_frame(qtbot, session)
        expected = step.stage().weights
        if expected is None:  # as the seed draws them
            expected = TrainingRun(step.experiment).initial
        assert frame.parameters.tolist() == expected.tolist()


def test_the_line_of_slope_by_hand_is_in_sight(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    for step in LIBRARY.lessons["slope-by-hand"].steps[:4]:
        window.staging.set_stage(step.stage())
        QApplication.processEvents()
        docks = {dock.key: dock for dock in window.content.workspace.view_docks}
        view = docks["output"].view
        view.draw(next_frame(qtbot, session))
        _, (low, high) = view.plot.getPlotItem().getViewBox().viewRange()
        _, line = view.curve.getData()
        assert low <= line.min()
        assert line.max() <= high
