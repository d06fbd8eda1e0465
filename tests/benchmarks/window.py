"""Frames, lateness and training speed of the whole program."""

import json
import tempfile

from tests.benchmarks.child import run_child

MEMORY_EVERY_MS = 5000


def observe(seconds: float) -> dict[str, object]:
    """Return what window_process measured in so many seconds of training."""
    with tempfile.TemporaryDirectory() as home:
        output = run_child(["-m", "tests.benchmarks.window_process", str(seconds)], home)
    found: dict[str, object] = json.loads(output.splitlines()[-1])
    return found


def compare(seconds: float) -> list[tuple[str, ...]]:
    """Return a table of what was measured beside what is wanted."""
    found = observe(seconds)
    share = found["steps_per_second"] / found["alone_steps_per_second"]
    return [
        ("", "measured", "wanted"),
        ("views visible", f"{found['views']}", "4"),
        ("frames a second", f"{found['frames_per_second']:.0f}", "≥ 30"),
        ("a 5 ms timer is late, p50", f"{found['late_p50_ms']:.1f} ms", "≤ 5 ms"),
        ("a 5 ms timer is late, p99", f"{found['late_p99_ms']:.1f} ms", "≤ 50 ms"),
        ("training steps a second", f"{found['steps_per_second']:,.0f}", ""),
        ("of those without a window", f"{share:.0%}", "≥ 50 %"),
    ]
