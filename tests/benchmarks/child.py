"""Child processes that see the program as it is on its first start, on a screen of a known size."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.scenes import HEIGHT, WIDTH

ROOT = Path(__file__).parents[2]
OPEN_AND_CLOSE = """
from nnviz.app.application import Application, make_application
from nnviz.app.settings import Settings
app = make_application()
application = Application(app, Settings())
application.start(None)
app.processEvents()
application.window.close()
application.end()
"""


def run_child(arguments: list[str], home: str, scale: int = 1, root: Path = ROOT) -> str:
    """Run Python on the source at `root`, its settings in `home`; return what it writes.

    SystemExit: it failed, and has said why.
    """
    env = {**os.environ, **_homes(home), **_screen(home, scale), "PYTHONPATH": str(root)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def remember_arrangement(home: str) -> None:
    """Have the program's next start in `home` be its second one."""
    run_child(["-c", OPEN_AND_CLOSE], home)


def _homes(home: str) -> dict[str, str]:
    return dict.fromkeys(
        ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), home
    )


def _screen(home: str, scale: int) -> dict[str, str]:
    """Return what gives Qt a screen of its own; a platform with a real one keeps its screen."""
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return {}
    # The platform's own `dpr` never reaches its windows, so the pixels are the screen's.
    screen = {"name": "screen", "x": 0, "y": 0, "width": WIDTH * scale, "height": HEIGHT * scale}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = Path(home, f"screens-{scale}.json")
    screens.write_text(json.dumps({"windowFrameMargins": False, "screens": [screen]}))
    return {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCALE_FACTOR": str(scale),
        "QT_LOGGING_RULES": "default.warning=false",  # of what the platform cannot do
    }
