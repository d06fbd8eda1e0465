"""The benchmarks: `python -m tests.benchmarks [--quick] [--minutes N] [NAME ...]`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks import (
    choices,
    growth,
    libraries,
    memory,
    prediction,
    start,
    steps,
    window,
)

Table = list[tuple[str, ...]]


@dataclass(frozen=True)
class Effort:
    """How much time a measurement may take."""

    quick: bool
    minutes_asked: float | None

    @property
    def rounds(self) -> int:
        return 9 if self.quick else 40

    @property
    def minutes(self) -> float:
        return self.minutes_asked or (1.5 if self.quick else 10.0)


BENCHMARKS: dict[str, tuple[str, Callable[[Effort], Table]]] = {
    "steps": (
        "One training step (≤ 1.3 times the yardstick; Adam ≤ 1.6 times SGD)",
        lambda effort: steps.compare(effort.rounds),
    ),
    "activations": (
        "Every hidden activation (softmax: the output), as a share of tanh (≤ 1.7)",
        lambda effort: choices.compare_activations(effort.rounds),
    ),
    "optimizers": (
        "Every optimizer, as a share of SGD (Adam ≤ 1.6)",
        lambda effort: choices.compare_optimizers(effort.rounds),
    ),
    "libraries": (
        "The same step in other libraries (PyTorch ≥ 15 times on 2-4-2-1, ≥ 5 times on 2-64-64-1)",
        lambda effort: libraries.compare(effort.rounds),
    ),
    "growth": (
        "A step's cost by width, depth and batch (≥ 60 % of the machine's speed at 512 × 512)",
        lambda effort: growth.compare(effort.rounds // 3),
    ),
    "prediction": (
        "Predicting a grid of points (≤ 1.3 times the bare products and activations)",
        lambda effort: prediction.compare(effort.rounds),
    ),
    "window": (
        "The whole program in training, 1920×1080; a frame: processor time, to the yardstick's",
        lambda effort: window.compare(2.0 if effort.quick else 8.0),
    ),
    "start": (
        "Process start to first painted window (≤ 1.3 times a bare plot)",
        lambda effort: start.compare(5 if effort.quick else 9),
    ),
    "memory": (
        "Memory of the whole program in training (growth < 10 MiB after a minute)",
        lambda effort: memory.compare(effort.minutes),
    ),
}


def main() -> None:
    """Measure what is named, by default everything, and print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="less exact, in about a minute")
    parser.add_argument("--minutes", type=float, default=None, help="of training for the memory")
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(BENCHMARKS)}")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    for name in options.names or BENCHMARKS:
        title, measure = BENCHMARKS[name]
        show(title, measure(Effort(options.quick, options.minutes)))


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
