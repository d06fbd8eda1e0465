"""Arrangements that programs of before have remembered are still understood."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from tests.app.docks.conftest import Open

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "reference" / "arrangements.json").read_text("utf-8")
)
CLOSE_PX = 12  # the least size of the loss has grown by so much


def restored(open_workspace: Open, case: dict[str, Any]) -> Workspace:
    workspace = open_workspace(*case["size"])
    assert workspace.restore_arrangement(QByteArray(base64.b64decode(case["state"])))
    QApplication.processEvents()
    return workspace


def check(workspace: Workspace, case: dict[str, Any]) -> None:
    docks = {dock.objectName(): dock for dock in workspace.docks}
    for name, was in case["docks"].items():
        dock = docks[name]
        assert (dock.isHidden(), dock.isFloating()) == (was["hidden"], was["floating"]), name
        if was["in front"] and not was["floating"]:
            far = QRect(*was["place"]).adjusted(-CLOSE_PX, -CLOSE_PX, CLOSE_PX, CLOSE_PX)
            assert far.contains(dock.geometry()), name


@pytest.mark.parametrize("name", CASES)
def test_the_views_are_where_they_were(open_workspace: Open, name: str) -> None:
    check(restored(open_workspace, CASES[name]), CASES[name])


@pytest.mark.usefixtures("sixteen")
@pytest.mark.parametrize("name", CASES)
def test_views_that_have_come_since_change_nothing(open_workspace: Open, name: str) -> None:
    workspace = restored(open_workspace, CASES[name])
    check(workspace, CASES[name])
    new = [dock for dock in workspace.view_docks if dock.key.startswith("dummy")]
    assert all(dock.isHidden() and dock.view is None for dock in new)


@pytest.mark.usefixtures("sixteen")
@pytest.mark.parametrize("name", ["default in a small window", "rearranged"])
def test_views_that_have_come_since_are_a_click_away(
    qtbot: QtBot, open_workspace: Open, name: str
) -> None:
    workspace = restored(open_workspace, CASES[name])
    for dock in workspace.view_docks:
        dock.toggleViewAction().setChecked(False)
        dock.hide()
        dock.toggleViewAction().trigger()
        qtbot.waitUntil(lambda dock=dock: dock.seen)


def test_a_view_behind_a_tab_is_not_built(open_workspace: Open) -> None:
    case = CASES["default in a small window"]
    workspace = restored(open_workspace, case)
    built = {dock.objectName(): dock.view is not None for dock in workspace.view_docks}
    in_front = {name: was["in front"] for name, was in case["docks"].items()}
    del in_front["panels-dock"]
    assert {name: there for name, there in built.items() if there} == {
        name: there for name, there in in_front.items() if there
    }


@pytest.mark.parametrize("state", [b"", b"nonsense", b"\x00\x00\x00\xff\x00\x00\x00\x00\xfd"])
def test_what_cannot_be_read_gives_the_default(open_workspace: Open, state: bytes) -> None:
    workspace = open_workspace()
    before = workspace.shown()
    assert not workspace.restore_arrangement(QByteArray(state))
    workspace.hide()
    workspace.show()
    QApplication.processEvents()
    assert workspace.shown() == before
