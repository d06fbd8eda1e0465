"""ViewDock: a frame of the view's size, and the view itself from the moment it is wanted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from nnviz.app.docks.view_dock import TITLE_HEIGHT, ViewDock
from nnviz.experiment import Experiment
from nnviz.theme import Shade, Theme
from nnviz.views import VIEWS
from nnviz.widgets.style_sheet import wear
from tests.app.docks.dummies import DummyView, sixteen_views

ROW = sixteen_views()["dummy-0"]


@pytest.fixture
def dock(qtbot: QtBot) -> ViewDock:
    made = ViewDock(Theme(), ROW, more=False, parent=None)
    qtbot.addWidget(made)
    return made


def test_before_it_is_built_it_is_of_the_view_s_size(dock: ViewDock) -> None:
    assert dock.view is None
    assert dock.widget().minimumSizeHint() == QSize(*ROW.least)
    assert dock.widget().sizeHint() == QSize(*ROW.best)
    assert dock.least == QSize(*ROW.least) + QSize(0, TITLE_HEIGHT)


def test_it_is_built_once(dock: ViewDock) -> None:
    dock.build()
    view = dock.view
    dock.build()
    assert dock.view is view
    assert isinstance(view, DummyView)


def test_what_was_said_before_reaches_the_view(
    dock: ViewDock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Experiment] = []
    monkeypatch.setattr(DummyView, "show_experiment", lambda _view, said: told.append(said))
    experiment = replace(Experiment(), learning_rate=0.5)
    dock.show_experiment(experiment)
    dock.set_options({"show_test_data": True})
    assert told == []
    dock.build()
    assert told == [experiment]
    assert dock.options()["show_test_data"]
    assert dock.view is not None
    assert dock.view.accessibleName() == ROW.label


def test_switches_of_a_view_that_is_not_built_are_remembered(dock: ViewDock) -> None:
    dock.set_options({"show_test_data": True})
    assert dock.options() == {"show_test_data": True}


def test_nothing_is_copied_of_a_view_that_is_not_there(dock: ViewDock) -> None:
    QApplication.clipboard().clear()
    dock.copy_picture()
    assert QApplication.clipboard().pixmap().isNull()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.parametrize("factor", [1.0, 1.4])
def test_a_view_needs_no_more_than_its_row_says(qtbot: QtBot, key: str, factor: float) -> None:
    theme = Theme(factor=factor)
    dock = ViewDock(theme, VIEWS[key], more=True, parent=None)
    qtbot.addWidget(dock)
    before = dock.least
    dock.build()
    wear(dock, theme)
    assert dock.least == before, (
        f"{key} needs more room than `least` of its row in nnviz/views/__init__.py: raise it there"
    )


@pytest.mark.parametrize("built", ["before", "after"])
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_as_a_window_of_its_own_it_has_a_frame(qtbot: QtBot, shade: Shade, built: str) -> None:
    theme, window = Theme(shade), QMainWindow()
    qtbot.addWidget(window)
    dock = ViewDock(theme, ROW, more=False, parent=window)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    wear(window, theme)
    window.show()
    if built == "before":
        dock.build()
    dock.setFloating(True)
    dock.build()
    assert looks(dock) == (theme.color("muted").name(), theme.color("sunken").name())
    dock.setFloating(False)
    assert theme.color("muted").name() not in looks(dock)
    assert theme.color("sunken").name() not in looks(dock)


def looks(dock: ViewDock) -> tuple[str, ...]:
    """Return the colours of the dock's edge, all around, and of its title."""
    QApplication.processEvents()
    image = dock.grab().toImage()
    right, bottom = image.width() - 1, image.height() - 1
    middle = (right // 2, bottom // 2)
    places = [(0, middle[1]), (1, middle[1]), (right, middle[1]), (right - 1, middle[1])]
    places += [(middle[0], 0), (middle[0], 1), (middle[0], bottom), (middle[0], bottom - 1)]
    edges = {image.pixelColor(*place).name() for place in places}
    return (*edges, image.pixelColor(middle[0], TITLE_HEIGHT // 2).name())
