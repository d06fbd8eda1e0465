"""A picture that cannot be painted opens the crash dialog, in a program that goes on.

In a process of its own, which would take the tests with it if it ended as it must not.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.translations import ROOT

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
import pyqtgraph

from nnviz.app.application import Application, make_application

app = make_application()
from nnviz.app.settings import Settings
from nnviz.views.network.edges import EdgePlan

application = Application(app, Settings())
failed = 0

def fail(*_):
    global failed
    failed += 1
    raise LookupError("no ink")

assert EdgePlan.paint and pyqtgraph.PlotCurveItem.paint
EdgePlan.paint = pyqtgraph.PlotCurveItem.paint = fail
application.start(None)
application.window.content.workspace.open_view("loss")
crashes = application.crashes

def go_on():
    if crashes.dialog is None or failed < 50:
        application.session.train()  # which the report of an exception stops
        for widget in app.allWidgets():
            widget.update()
        return
    sys.stdout.write(f"{'no ink' in crashes.dialog.details} {crashes.dialog.others}")
    crashes.dialog.accept()
    app.quit()

timer = QTimer()
timer.timeout.connect(go_on)
timer.start(30)
app.exec()
application.end()
"""


def test_what_cannot_be_painted_is_reported_once_for_each_item(tmp_path: Path) -> None:
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    environment = {**os.environ, **dict.fromkeys(homes, str(tmp_path))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    in_dialog, others = done.stdout.split()
    assert in_dialog == "True"
    assert int(others) < 12  # the diagram and curves, each once, however often they are painted
