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
is_drawn = lambda: True
"""
NNVIZ = """
import sys
from nnviz.app.application import Application, make_application
app = make_application()
from nnviz.app.settings import Settings
application = Application(app, Settings(), views_later=True)
window = application.window
frames = []
application.session.frame_ready.connect(frames.append)
application.start(None)

def is_drawn():
    from nnviz.views import VIEWS
    from nnviz.views.view import View
    shown = [row.factory for row in VIEWS.values() if row.shown]
    needs = frozenset().union(*(view.needs for view in shown))
    built = {type(view) for view in window.findChildren(View)}
    return built >= set(shown) and any(needs <= frame.parts.keys() for frame in frames)
"""
# Pictures are taken from the screen, so they show what was there at that moment.
UNTIL_PAINTED = """
import os, sys, time

def look(picture):
    app.processEvents()  # what is to be painted is painted
    moments.append(time.time())
    window.screen().grabWindow(window.winId()).save(picture)
    moments[-1] = moments[-1], time.time()

moments = []
while not window.windowHandle().isExposed():
    app.processEvents()
look(sys.argv[1])
while not is_drawn():
    app.processEvents()
look(sys.argv[2])
(painted, went_on), (drawn, _end) = moments
print(painted, drawn - (went_on - painted), window.width(), window.height(), flush=True)
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
    moments: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder, str(number)) for number, name in enumerate(CASES)}
        for name, (_program, remembered) in CASES.items():
            homes[name].mkdir()
            if remembered:
                remember_arrangement(str(homes[name]))
        for round_number in range(rounds + 1):
            for name, (program, _remembered) in CASES.items():
                found = _start(program, str(homes[name]), name)
                if round_number:  # the first one fills the caches
                    moments[name].append(found)
    rows: list[tuple[str, ...]] = [
        ("", "window painted", "ratio", "wanted", "all views drawn", "pictures")
    ]
    bare = statistics.median(painted for painted, _drawn in moments["bare plot"])
    for name, found in moments.items():
        painted, drawn = (statistics.median(of_kind) for of_kind in zip(*found, strict=True))
        wanted = "" if name == "bare plot" else "≤ 1.3"
        cells = f"{painted:.2f} s", f"{painted / bare:.2f}", wanted, f"{drawn:.2f} s"
        rows.append((name, *cells, str(_picture(name, "*"))))
    return rows


def _picture(name: str, moment: str) -> Path:
    return PICTURES / f"{name.replace(' ', '-')}-{moment}.png"


def _start(program: str, home: str, name: str) -> tuple[float, float]:
    """Return the seconds to the first painted window, and to the first one with all views."""
    pictures = [str(_picture(name, moment)) for moment in ("painted", "drawn")]
    started = time.time()
    output = run_child(["-c", program + UNTIL_PAINTED, *pictures], home)
    painted, drawn, width, height = map(float, output.split())
    if (width, height) != (WIDTH, HEIGHT):
        sys.exit(f"The window is {width:g}×{height:g} instead of {WIDTH}×{HEIGHT}.")
    return painted - started, drawn - started
