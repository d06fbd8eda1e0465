"""The README's pictures of the window: `python -m tests.screenshots [NAME ...]` makes them anew."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from nnviz.catalog import catalog
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.training.run import TrainingRun
from tests.examples import EXAMPLES

FOLDER = Path(__file__).parent.parent / "resources" / "screenshots"


def _circle() -> Experiment:
    experiment = Experiment()
    return replace(experiment, stopping=replace(experiment.stopping, epochs=500))


def _spiral() -> Experiment:
    experiment = with_optimizer(with_dataset(Experiment(), "spiral"), "adam")
    layers = (LayerChoice(8), LayerChoice(8), LayerChoice(8))
    data = replace(experiment.data, samples=500)
    return replace(experiment, data=data, hidden_layers=layers, learning_rate=0.01, batch_size=30)


def _blobs() -> Experiment:
    experiment = with_dataset(Experiment(), "three_blobs")
    data = replace(experiment.data, noise=0.25)
    layers = (LayerChoice(6, "relu"), LayerChoice(4, "relu"))
    return replace(experiment, data=data, hidden_layers=layers, learning_rate=0.03)


def _sine() -> Experiment:
    experiment = with_optimizer(with_dataset(Experiment(), "sine"), "adam")
    data = replace(experiment.data, noise=0.15)
    return replace(experiment, data=data, hidden_layers=(LayerChoice(8),), learning_rate=0.03)


@dataclass(frozen=True)
class Shot:
    """One picture: what is trained, for how long, and how the window looks."""

    key: str
    experiment: Callable[[], Experiment] = field(default=_circle)
    epochs: int = 160
    size: tuple[int, int] = (1920, 1080)
    scale: int = 1
    language: str = "en"
    shade: str = "light"
    projector: bool = False
    lesson: tuple[str, int] | None = None  # its key and step, from 0; then nothing is trained


SHOTS = catalog(
    Shot("window-english-light"),
    Shot("window-korean-dark", _spiral, 600, language="ko", shade="dark"),
    Shot("window-projector", size=(1920, 1080), projector=True),
    Shot("window-three-classes", _blobs, 60, size=(1366, 768)),
    Shot("window-regression-korean", _sine, 400, size=(1366, 768), language="ko"),
    Shot("window-small-dark", size=(1024, 768), shade="dark"),
    Shot("lesson-slope-by-hand", lesson=("slope-by-hand", 2)),
    Shot(
        "lesson-vanishing-gradient", lesson=("vanishing-gradient", 1), language="ko", shade="dark"
    ),
    Shot("window-autoencoder", lambda: EXAMPLES["autoencoder"].experiment, 599, size=(1366, 768)),
)


def take(shot: Shot, path: Path) -> None:
    """Open the window as the shot says, train, and save what it shows."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from nnviz.app.application import Application, make_application
    from nnviz.app.settings import Settings

    app = make_application()
    settings = Settings()
    settings.override(shot.language, shot.shade)
    application = Application(app, settings)
    window, session = application.window, application.session
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(0, 0, *shot.size)
    application.start(None, shot.lesson)
    if shot.lesson is None:
        session.use(TrainingRun(shot.experiment()), has_file=False)
    window.look.set_projector(shot.projector)
    loop = QEventLoop()
    frames_after_stop = 0

    def follow() -> None:
        nonlocal frames_after_stop
        snapshot = window.snapshot
        if window.content.workspace.projected != shot.projector:
            return  # what comes is not in sight yet
        if snapshot is None or snapshot.experiment != session.experiment:
            session.ask_frame()
        elif shot.lesson is None and snapshot.epoch < shot.epochs:
            session.step("epoch")
        elif window.reader.progress is not None:
            return  # it is trained ahead
        else:
            frames_after_stop += 1
            session.ask_frame()
        if frames_after_stop > 20:
            loop.quit()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(follow)
    timer.start()
    loop.exec()
    timer.stop()
    window.grab().save(str(path))
    application.end()


def main(names: list[str]) -> None:
    """Take the named shots, or all, each in a process of its own with settings of its own."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for key in names or SHOTS:
        with TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.screenshots", "--take", key]
            subprocess.run(command, env=_environment(SHOTS[key], Path(folder)), check=True)


def _environment(shot: Shot, folder: Path) -> dict[str, str]:
    """Return an environment with a screen of the shot's size, and no settings."""
    width, height = shot.size
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": shot.scale}
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [screen]}))
    return {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_LOGGING_RULES": "qt.qpa.plugin=false;default.warning=false",
        "XDG_CONFIG_HOME": str(folder),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        take(SHOTS[sys.argv[2]], FOLDER / f"{sys.argv[2]}.png")
    else:
        main(sys.argv[1:])
