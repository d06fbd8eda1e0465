"""The tabs over views, with the buttons at their end."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from nnviz.app.docks.default_arrangement import two_at_a_time
from nnviz.app.docks.tab_corner import TabCorner
from nnviz.app.docks.workspace import Workspace
from nnviz.app.projector_size import projector_factor
from nnviz.language import set_language
from nnviz.views import VIEWS
from tests.app.docks.conftest import Open

SMALL = QSize(1024, 768)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_tabs_over_the_second_of_two_views_fit_on_a_small_projector(
    qtbot: QtBot, open_workspace: Open, language: str
) -> None:
    set_language(language)
    workspace = open_workspace(SMALL.width(), 683, projector_factor(SMALL, "M"), projected=True)
    workspace.show_arrangement(two_at_a_time(list(VIEWS)[:4]))
    qtbot.waitUntil(lambda: [corner.bar.count() for corner in corners(workspace)] == [3])
    (corner,) = corners(workspace)
    bar, last = corner.bar, corner.bar.tabRect(2)
    label = bar.fontMetrics().horizontalAdvance(bar.tabText(2))
    assert last.right() <= bar.width()
    assert last.center().x() + label / 2 <= corner.x()


def corners(workspace: Workspace) -> list[TabCorner]:
    return [one for one in workspace.findChildren(TabCorner) if one.isVisible()]
