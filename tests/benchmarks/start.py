"""How long the program takes to its first painted window, beside a bare plot."""

import statistics
import tempfile
import time

from tests.benchmarks.child import run_child

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication(sys.argv)
window = QMainWindow()
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3, 2])
window.setCentralWidget(plot)
"""
NNVIZ = """
import sys
from nnviz.app.application import Application, make_application
from nnviz.app.settings import Settings
app = make_application()
application = Application(app, Settings())
window = application.window
application.session.start()
"""
UNTIL_PAINTED = """
import os, time
window.resize(1920, 1080)
window.show()
app.processEvents()  # the first exposure paints everything
os.write(1, str(time.time()).encode())
os._exit(0)
"""


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return a table of medians; the starts of both alternate."""
    seconds: dict[str, list[float]] = {"bare": [], "nnviz": []}
    with tempfile.TemporaryDirectory() as home:
        for round_number in range(rounds + 1):
            for name, program in (("bare", BARE), ("nnviz", NNVIZ)):
                started = time.time()
                painted = float(run_child(["-c", program + UNTIL_PAINTED], home))
                if round_number:  # the first one fills the caches
                    seconds[name].append(painted - started)
    bare, nnviz = (statistics.median(found) for found in seconds.values())
    return [
        ("bare plot", "nnviz", "ratio", "wanted"),
        (f"{bare:.2f} s", f"{nnviz:.2f} s", f"{nnviz / bare:.2f}", "≤ 1.5"),
    ]
