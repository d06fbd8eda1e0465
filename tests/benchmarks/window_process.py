"""The window in training, measured from within: SECONDS is the one argument.

Writes one line of JSON. A process of its own, with settings of its own, for each measurement.
"""

import json
import sys
import time
from pathlib import Path
from threading import Event

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot

from nnviz.app.application import SWITCH_INTERVAL_S, Application, make_application
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun
from nnviz.training.worker import Worker
from nnviz.views.view import View
from tests.benchmarks.window import MEMORY_EVERY_MS

TIMER_MS = 5
SETTLE_MS = 1000
PAGE = 4096


class Observer(QObject):
    """Counts frames, how late a timer is, and the memory of this process."""

    def __init__(self) -> None:
        super().__init__()
        self.frames = 0
        self.lateness_ms: list[float] = []
        self.mebibytes: list[float] = []
        self._last = time.perf_counter()
        self._ticks, self._samples = QTimer(self), QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._samples.timeout.connect(self._sample_memory)

    def begin(self) -> None:
        """Forget what was before and observe from now on."""
        self.frames, self._last = 0, time.perf_counter()
        self._ticks.start(TIMER_MS)
        self._samples.start(MEMORY_EVERY_MS)
        self._sample_memory()

    @Slot(object)
    def count_frame(self, _snapshot: object) -> None:
        self.frames += 1

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        self.lateness_ms.append(max(0.0, (now - self._last) * 1000 - TIMER_MS))
        self._last = now

    @Slot()
    def _sample_memory(self) -> None:
        memory = Path("/proc/self/statm")
        if memory.exists():
            self.mebibytes.append(int(memory.read_text().split()[1]) * PAGE / 2**20)


def measure(seconds: float) -> dict[str, object]:
    """Train the opening experiment in a window for so long."""
    app = make_application()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = Application(app, Settings())
    observer = Observer()
    application.session.frame_ready.connect(observer.count_frame)
    application.start(None)
    application.window.resize(1920, 1080)
    application.session.set_speed(None)
    application.session.train()
    wait(SETTLE_MS)
    before, started = application.session.state()[1].iteration, time.perf_counter()
    observer.begin()
    wait(int(seconds * 1000))
    took = time.perf_counter() - started
    steps = application.session.state()[1].iteration - before
    views = [view for view in application.window.findChildren(View) if view.isVisible()]
    application.window.hide()
    application.end()
    late = np.percentile(observer.lateness_ms, [50, 99])
    return {
        "views": len(views),
        "frames_per_second": observer.frames / took,
        "late_p50_ms": float(late[0]),
        "late_p99_ms": float(late[1]),
        "steps_per_second": steps / took,
        "alone_steps_per_second": steps_alone(min(seconds, 10.0)),
        "mebibytes": observer.mebibytes,
    }


def wait(milliseconds: int) -> None:
    loop = QEventLoop()  # the application's own would close the window at its end
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def steps_alone(seconds: float) -> float:
    """Return the steps a second of the same training without a window."""
    worker = Worker(TrainingRun(Experiment()))
    worker.start()
    worker.train()
    Event().wait(SETTLE_MS / 1000)
    before, started = worker.state().result()[1].iteration, time.perf_counter()
    Event().wait(seconds)
    steps = worker.state().result()[1].iteration - before
    took = time.perf_counter() - started
    worker.stop()
    return steps / took


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(float(sys.argv[1]))) + "\n")
