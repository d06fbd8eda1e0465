"""A soak: random actions on the whole program, which has to live through them in time.

`python -m tests.soak --seed 1 --actions 20000`. What was done is written down: `--replay LOG` does
it again. The exit code is 1 if the program crashed, raised or said anything; `--limit MS` counts a
turn of the GUI that came later than so many milliseconds, too.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
LAST_ACTIONS = 12
LONGEST_S = 0.5  # an action on the average, on a busy machine; more is a program that hangs


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with a screen of 1920×1080 and a home in the folder."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}))
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    return {
        **os.environ,
        **dict.fromkeys(homes, str(folder)),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "OPENBLAS_NUM_THREADS": "1",
    }


def run(folder: Path, seed: int, actions: int, replayed: Path | None) -> tuple[int, str]:
    """Soak in a process of its own; return its exit code and what it said."""
    command = [sys.executable, "-m", "tests.soak.process", folder, seed, actions]
    command += [replayed] if replayed else []
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said, _ = process.communicate(timeout=60 + actions * LONGEST_S)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # faulthandler then tells where it hangs
        said, _ = process.communicate()
    return process.returncode, said


def report(folder: Path, code: int, said: str) -> tuple[list[str], dict[str, Any]]:
    """Return what to tell of a soak, and what it found, nothing if it did not come to its end."""
    path = folder / "result.json"
    if not path.exists():
        log = folder / "actions.jsonl"
        done = log.read_text("utf-8").splitlines() if log.exists() else []
        last = done[-LAST_ACTIONS:]
        return [said, f"ended with {code} after {len(done)} actions, the last ones:", *last], {}
    found = json.loads(path.read_text("utf-8"))
    memory = [f"{value:.0f}" for value in found["mebibytes"]]
    lines = [
        *found["failures"],
        *found["table"],
        *found["late"],
        "where it was when it was late, and how often:",
        *(f"{times:>5} {place}" for place, times in found["places"]),
        f"memory in MiB: {' '.join(memory)}",
        f"{found['actions']} actions in {found['seconds']:.0f} s, "
        f"{len(found['failures'])} failures, at most {found['worst_ms']:.0f} ms late",
    ]
    return lines, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=20_000)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--limit", type=float, help="milliseconds the GUI may be late")
    parser.add_argument("--keep", type=Path, help="a folder to copy the list of actions to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nnviz-soak-") as name:
        folder = Path(name)
        code, said = run(folder, options.seed, options.actions, options.replay)
        lines, found = report(folder, code, said)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / "actions.jsonl", options.keep / f"seed-{options.seed}.jsonl")
    sys.stdout.write("\n".join([f"seed {options.seed}", *lines]) + "\n")
    late = options.limit is not None and found.get("worst_ms", 0.0) > options.limit
    return 0 if found and not found["failures"] and not late else 1


if __name__ == "__main__":
    sys.exit(main())
