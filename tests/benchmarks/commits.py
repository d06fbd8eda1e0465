"""Two commits side by side: `python -m tests.benchmarks.commits OLD [NEW] [--rounds N]`.

Both are checked out into a folder that goes again, and measured in turns, so that noise hits both
alike: the window with this commit's benchmark, training steps with each commit's own.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.__main__ import show
from tests.benchmarks.child import ROOT, run_child

SECONDS = 3.0
STEP_ROUNDS = 9
WINDOW_FILES = ("child", "drawing_yardstick", "scenes", "window", "window_process")
STEPS = (
    "import json; from tests.benchmarks import steps;"
    f"print(json.dumps(steps.compare({STEP_ROUNDS})))"
)

Numbers = dict[str, list[float]]  # what was measured in each round, by what it is


def main() -> None:
    """Measure both in turns, and print the medians beside each other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.commits")
    parser.add_argument(
        "commits", nargs="+", metavar="COMMIT", help="the second is by default HEAD"
    )
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    old, new = [*options.commits, "HEAD"][:2]
    found: list[Numbers] = [{}, {}]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        roots = [
            _check_out(commit, folder / name, stack)
            for commit, name in ((old, "old"), (new, "new"))
        ]
        for round_number in range(options.rounds):
            for root, numbers in zip(roots, found, strict=True):
                home = folder / f"home-{root.name}-{round_number}"
                home.mkdir()
                for name, value in {**_window(root, str(home)), **_steps(root, str(home))}.items():
                    numbers.setdefault(name, []).append(value)
    medians = [
        {name: statistics.median(each) for name, each in numbers.items()} for numbers in found
    ]
    names = [name for name in medians[1] if name in medians[0]]
    rows = [(name, *(f"{numbers[name]:,.2f}" for numbers in medians)) for name in names]
    show("Medians of both commits", [("", old, new), *rows])


def _check_out(commit: str, path: Path, stack: ExitStack) -> Path:
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(path), commit], check=True)
    stack.callback(subprocess.run, [*git, "remove", "--force", str(path)], check=True)
    for name in WINDOW_FILES:
        shutil.copy(Path(__file__).with_name(f"{name}.py"), path / "tests" / "benchmarks")
    return path


def _window(root: Path, home: str) -> dict[str, float]:
    arguments = ["-m", "tests.benchmarks.window_process", "opening", str(SECONDS)]
    output = run_child([*arguments, str(root / "window.png")], home, root=root)
    run: dict[str, Any] = json.loads(output.splitlines()[-1])
    full, opening, yardstick = run["full"], run["opening"], run["yardstick_ms"]
    return {
        "drawing yardstick, ms": yardstick,
        "frame at opening speed, ms": opening["frame_ms"],
        "frame at opening speed : yardstick": opening["frame_ms"] / yardstick,
        "frames/s at opening speed": opening["frames_per_second"],
        "frame at full speed : yardstick": full["frame_ms"] / yardstick,
        "frames/s at full speed": full["frames_per_second"],
        "5 ms timer late, p50, ms": full["late_p50_ms"],
        "5 ms timer late, p99, ms": full["late_p99_ms"],
        "steps/s in the window": full["steps_per_second"],
        "steps kept of those without it": full["steps_per_second"] / run["alone_steps_per_second"],
    }


def _steps(root: Path, home: str) -> dict[str, float]:
    """Return a step's microseconds, and its ratio to the yardstick, of every shape."""
    _header, *rows = json.loads(run_child(["-c", STEPS], home, root=root).splitlines()[-1])
    found = {}
    for shape, batch, _yardstick, step, ratio, *_more in rows:
        found[f"step {shape}, batch {batch}, µs"] = float(step.removesuffix(" µs"))
        found[f"step {shape}, batch {batch} : yardstick"] = float(ratio)
    return found


if __name__ == "__main__":
    main()
