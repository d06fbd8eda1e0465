"""The window in training, measured from within: SCENE, SECONDS and PICTURE are the arguments.

Writes one line of JSON. A process of its own, with settings of its own, for each measurement.
"""

import json
import sys
import time
from pathlib import Path
from threading import Event

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from nnviz.app.application import SWITCH_INTERVAL_S, Application, make_application
from nnviz.app.settings import OPENING_SPEED, Settings
from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun
from nnviz.training.worker import Worker
from nnviz.views.view import View
from tests.benchmarks.drawing_yardstick import frame_ms
from tests.benchmarks.scenes import HEIGHT, SCENES, WIDTH, Scene
from tests.benchmarks.window import MEMORY_EVERY_MS

TIMER_MS = 5
SETTLE_MS = 1000
YARDSTICK_ROUNDS = 5  # before the window, and as many after it
PACED_ROUNDS, PAUSE_S = 3, 0.012  # of the yardstick drawn as seldom as the window's frames
PAGE = 4096


class Observer(QObject):
    """Counts frames, what they cost the GUI's thread, how late a timer is, and the memory."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._session = application.session
        self._frames, self._lateness_ms = 0, list[float]()
        self._mebibytes = list[float]()
        self._last = time.perf_counter()
        self._ticks, self._samples = QTimer(self), QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._samples.timeout.connect(self._sample_memory)
        self._session.frame_ready.connect(self._count_frame)

    def observe(self, seconds: float) -> dict[str, object]:
        """Return what happens in so many seconds from now on."""
        self._frames, self._lateness_ms, self._mebibytes = 0, [], []
        iteration, started = self._session.state()[1].iteration, time.perf_counter()
        spent, self._last = time.thread_time(), time.perf_counter()
        self._ticks.start(TIMER_MS)
        self._samples.start(MEMORY_EVERY_MS)
        self._sample_memory()
        wait(int(seconds * 1000))
        frame_ms = (time.thread_time() - spent) * 1000 / max(self._frames, 1)
        self._ticks.stop()
        self._samples.stop()
        took = time.perf_counter() - started
        late = np.percentile(self._lateness_ms, [50, 99])
        return {
            "frame_ms": frame_ms,
            "frames_per_second": self._frames / took,
            "late_p50_ms": float(late[0]),
            "late_p99_ms": float(late[1]),
            "steps_per_second": (self._session.state()[1].iteration - iteration) / took,
            "mebibytes": self._mebibytes,
        }

    @Slot(object)
    def _count_frame(self, _snapshot: object) -> None:
        self._frames += 1

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        self._lateness_ms.append(max(0.0, (now - self._last) * 1000 - TIMER_MS))
        self._last = now

    @Slot()
    def _sample_memory(self) -> None:
        memory = Path("/proc/self/statm")
        if memory.exists():
            self._mebibytes.append(int(memory.read_text().split()[1]) * PAGE / 2**20)


def measure(key: str, seconds: float, picture: str) -> dict[str, object]:
    """Train a scene's experiment in a window, at the opening speed and at full speed."""
    scene, app = SCENES[key], make_application()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    yardstick = frame_ms(app, YARDSTICK_ROUNDS)
    alone = steps_alone(scene.experiment(), min(seconds, 5.0))
    application = Application(app, Settings())
    session, observer = application.session, Observer(application)
    application.start(None)
    sys.excepthook = sys.__excepthook__  # the application's own would open a dialog
    application.window.resize(WIDTH, HEIGHT)
    if scene.experiment() != session.experiment:
        session.use(TrainingRun(scene.experiment()), has_file=False)
    found = {}
    for name, speed in (("opening", OPENING_SPEED), ("full", None)):
        session.set_speed(speed)
        session.train()
        wait(SETTLE_MS)
        check(app, application, scene)
        found[name] = observer.observe(seconds if speed is None else min(seconds, 10.0))
        if not session.training:
            sys.exit(f"Training of {scene.label} ended while it was measured.")
    check(app, application, scene)
    application.window.grab().save(picture)
    application.window.hide()
    application.end()
    yardstick += frame_ms(app, YARDSTICK_ROUNDS)
    paced = frame_ms(app, PACED_ROUNDS, PAUSE_S)
    alone = (alone + steps_alone(scene.experiment(), min(seconds, 5.0))) / 2
    return {
        "yardstick_ms": float(np.median(yardstick)),
        "paced_yardstick_ms": float(np.median(paced)),
        "alone_steps_per_second": alone,
        **found,
    }


def check(app: QApplication, application: Application, scene: Scene) -> None:
    """End with a sentence when what is in sight is not what is to be measured."""
    app.processEvents()
    window, wanted = application.window, QSize(WIDTH, HEIGHT)
    size, ratio = window.size(), window.devicePixelRatio()
    if size != wanted or ratio != scene.scale or window.screen().size() != wanted:
        sys.exit(
            f"The window is {size.width()}×{size.height()} at scale {ratio:g} "
            f"instead of {WIDTH}×{HEIGHT} at scale {scene.scale}: nothing was measured."
        )
    seen = [view for view in window.findChildren(View) if not view.visibleRegion().isEmpty()]
    if len(seen) != scene.views:
        sys.exit(f"{len(seen)} views are in sight instead of {scene.views}: nothing was measured.")


def wait(milliseconds: int) -> None:
    loop = QEventLoop()  # the application's own would close the window at its end
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def steps_alone(experiment: Experiment, seconds: float) -> float:
    """Return the steps a second of the same training without a window."""
    worker = Worker(TrainingRun(experiment))
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
    scene_key, seconds_long, picture_path = sys.argv[1:]
    sys.stdout.write(json.dumps(measure(scene_key, float(seconds_long), picture_path)) + "\n")
