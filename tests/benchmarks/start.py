"""How long the program takes to its first painted window, beside a bare plot."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.child import remember_arrangement, run_child
from tests.benchmarks.scenes import HEIGHT, WIDTH
from tests.benchmarks.window import PICTURES

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication(sys.argv)
window = QMainWindow()
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3, 2])
window.setCentralWidget(plot)
window.resize({width}, {height})
window.show()
"""
NNVIZ = """
import sys
from nnviz.app.application import Application, make_application
from nnviz.app.settings import Settings
app = make_application()
application = Application(app, Settings())
window = application.window
application.start(None)
"""
# The picture is taken from the screen, so it shows what was there at that moment.
UNTIL_PAINTED = """
import os, sys, time
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()  # the first exposure paints everything
painted = time.time()
window.screen().grabWindow(window.winId()).save(sys.argv[1])
print(painted, window.width(), window.height(), flush=True)
os._exit(0)
"""
CASES = {
    "bare plot": (BARE.format(width=WIDTH, height=HEIGHT), False),
    "first start": (NNVIZ, False),
    "arrangement remembered": (NNVIZ, True),
}


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return a table of medians; the starts of all alternate."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    seconds: dict[str, list[float]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder, str(number)) for number, name in enumerate(CASES)}
        for name, (_program, remembered) in CASES.items():
            homes[name].mkdir()
            if remembered:
                remember_arrangement(str(homes[name]))
        for round_number in range(rounds + 1):
            for name, (program, _remembered) in CASES.items():
                took = _start(program, str(homes[name]), PICTURES / f"start, {name}.png")
                if round_number:  # the first one fills the caches
                    seconds[name].append(took)
    bare, *starts = (statistics.median(found) for found in seconds.values())
    ratios = [(f"{start:.2f} s", f"{start / bare:.2f}", "≤ 1.3") for start in starts]
    cells = [(f"{bare:.2f} s", "", ""), *ratios]
    rows = [(name, *row) for name, row in zip(CASES, cells, strict=True)]
    return [("", "until painted", "ratio", "wanted"), *rows]


def _start(program: str, home: str, picture: Path) -> float:
    started = time.time()
    output = run_child(["-c", program + UNTIL_PAINTED, str(picture)], home)
    painted, width, height = map(float, output.split())
    if (width, height) != (WIDTH, HEIGHT):
        sys.exit(f"The window is {width:g}×{height:g} instead of {WIDTH}×{HEIGHT}.")
    return painted - started
