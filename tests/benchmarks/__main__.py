"""The benchmarks: `python -m tests.benchmarks [--quick] [--minutes N] [NAME ...]`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import sys
from collections.abc import Callable

from tests.benchmarks import choices, memory, start, steps, window

Table = list[tuple[str, ...]]


def main() -> None:
    """Measure what is named, by default everything, and print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    names = ["steps", "activations", "optimizers", "window", "start", "memory", []]
    parser.add_argument("names", nargs="*", choices=names)
    parser.add_argument("--quick", action="store_true", help="less exact, in about a minute")
    parser.add_argument("--minutes", type=float, default=None, help="of training for the memory")
    options = parser.parse_args()
    quick = options.quick
    minutes = options.minutes or (1.5 if quick else 10.0)
    benchmarks: dict[str, tuple[str, Callable[[], Table]]] = {
        "steps": (
            "One training step (≤ 1.5 times the yardstick; Adam ≤ 1.6 times SGD)",
            lambda: steps.compare(15 if quick else 60),
        ),
        "activations": (
            "Every hidden activation (softmax: the output), as a share of tanh (≤ 1.5)",
            lambda: choices.compare_activations(9 if quick else 40),
        ),
        "optimizers": (
            "Every optimizer, as a share of SGD (Adam ≤ 1.6)",
            lambda: choices.compare_optimizers(9 if quick else 40),
        ),
        "window": (
            "The whole program, 1920×1080, all views, training at full speed",
            lambda: window.compare(3.0 if quick else 10.0),
        ),
        "start": (
            "Process start to first painted window (≤ 1.5 times a bare plot)",
            lambda: start.compare(5 if quick else 9),
        ),
        "memory": (
            "Memory of the whole program in training (growth < 10 MiB after a minute)",
            lambda: memory.compare(minutes),
        ),
    }
    for name, (title, measure) in benchmarks.items():
        if not options.names or name in options.names:
            show(title, measure())


def show(title: str, rows: Table) -> None:
    """Print a table with columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    sys.stdout.write(f"\n{title}\n")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        sys.stdout.write("  " + "  ".join(cells).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
