"""Frames, their cost, lateness and training speed of the whole program."""

import json
import tempfile
from typing import Any

from tests.benchmarks.child import ROOT, remember_arrangement, run_child
from tests.benchmarks.scenes import SCENES, Scene

MEMORY_EVERY_MS = 5000
PICTURES = ROOT / "build" / "benchmarks"

Table = list[tuple[str, ...]]


def observe(scene: Scene, seconds: float) -> dict[str, Any]:
    """Return what window_process measured in so many seconds at each speed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    arguments = [scene.key, str(seconds), str(PICTURES / f"{scene.key}.png")]
    with tempfile.TemporaryDirectory() as home:
        if scene.remembered:
            remember_arrangement(home)
        output = run_child(["-m", "tests.benchmarks.window_process", *arguments], home, scene.scale)
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def compare(seconds: float) -> Table:
    """Return a table of what was measured, scene by scene, below what is wanted of the first."""
    header = (
        "",
        "yardstick",
        "frame at opening speed",
        "frames/s",
        "frame at full speed",
        "frames/s",
        "late p50 / p99",
        "steps kept",
    )
    wanted = ("wanted", "", "≤ 1.8", "≥ 58", "≤ 1.8", "≥ 45", "≤ 2 / 20 ms", "≥ 50 %")
    rows = [_row(scene, observe(scene, seconds)) for scene in SCENES.values()]
    pictures = (f"pictures: {PICTURES}", *[""] * (len(header) - 1))
    return [header, wanted, *rows, pictures]


def _row(scene: Scene, found: dict[str, Any]) -> tuple[str, ...]:
    yardstick, full = found["yardstick_ms"], found["full"]
    cells = []
    for at_speed in (found["opening"], full):
        frame = at_speed["frame_ms"]
        cells += [f"{frame / yardstick:.2f} ({frame:.1f} ms)"]
        cells += [f"{at_speed['frames_per_second']:.0f}"]
    return (
        scene.label,
        f"{yardstick:.1f} ms, {found['paced_yardstick_ms']:.1f} after pauses",
        *cells,
        f"{full['late_p50_ms']:.1f} / {full['late_p99_ms']:.1f} ms",
        f"{full['steps_per_second'] / found['alone_steps_per_second']:.0%}",
    )
