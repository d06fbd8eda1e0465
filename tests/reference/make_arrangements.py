"""Makes arrangements.json: what programs of before remembered of where the views were.

`python -m tests.reference.make_arrangements` at commit 2bf8c89, whose window it drives: the file
stands for settings that people have, so it is not made anew by later programs.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PATH = Path(__file__).with_name("arrangements.json")
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
SETTLING_MS = 800


def _close_activations(_workspace: Any, docks: dict[str, Any]) -> None:
    docks["activations"].close()


def _float_loss(_workspace: Any, docks: dict[str, Any]) -> None:
    docks["loss"].setFloating(True)
    docks["loss"].setGeometry(900, 300, 500, 400)


def _rearrange(workspace: Any, docks: dict[str, Any]) -> None:
    from PySide6.QtCore import Qt

    workspace.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, docks["loss"])
    workspace.tabifyDockWidget(docks["network"], docks["activations"])
    workspace.resizeDocks([docks["output"]], [480], Qt.Orientation.Horizontal)
    workspace.resizeDocks([docks["loss"]], [300], Qt.Orientation.Vertical)


def _leave(_workspace: Any, _docks: dict[str, Any]) -> None:
    """The default."""


CASES: dict[str, tuple[tuple[int, int], Callable[[Any, dict[str, Any]], None]]] = {
    "default": ((1600, 1000), _leave),
    "default in a small window": ((1024, 768), _leave),
    "activations closed": ((1600, 1000), _close_activations),
    "loss floating": ((1600, 1000), _float_loss),
    "rearranged": ((1600, 1000), _rearrange),
}


def take(name: str) -> dict[str, Any]:
    """Return the state that is remembered of one case, and where the docks are in it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from nnviz.app.application import Application, make_application
    from nnviz.app.settings import Settings

    size, arrange = CASES[name]
    application = Application(make_application(), Settings())
    window = application.window
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(0, 0, *size)
    application.start(None)
    QTest.qWait(SETTLING_MS)
    workspace = window.content.workspace
    arrange(workspace, {dock.key: dock for dock in workspace.view_docks})
    QTest.qWait(SETTLING_MS)
    state = workspace.saveState(1).data()
    docks = {
        dock.objectName(): {
            "hidden": dock.isHidden(),
            "floating": dock.isFloating(),
            "in front": not dock.visibleRegion().isEmpty(),
            "place": dock.geometry().getRect(),
        }
        for dock in workspace.docks
    }
    window.hide()
    application.end()
    return {
        "size": workspace.size().toTuple(),
        "state": base64.b64encode(state).decode(),
        "docks": docks,
    }


def main() -> None:
    """Take every case in a process of its own, on a screen of its own, without settings."""
    cases = {}
    for name in CASES:
        with TemporaryDirectory() as folder:
            screens = Path(folder) / "screens.json"
            screens.write_text(json.dumps({"screens": [SCREEN]}))
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
                "XDG_CONFIG_HOME": folder,
            }
            command = [sys.executable, "-m", "tests.reference.make_arrangements", name]
            done = subprocess.run(command, env=environment, check=True, capture_output=True)
            cases[name] = json.loads(done.stdout.splitlines()[-1])
    PATH.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(take(sys.argv[1])) + "\n")
    else:
        main()
