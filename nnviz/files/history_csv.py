"""The history of a run as CSV, for spreadsheets and other programs."""

import csv
import io
from pathlib import Path

from nnviz.files.atomic import write_atomically
from nnviz.run_state import HISTORY_COLUMNS, Array


def write_history(path: Path, history: Array) -> None:
    """Write a history of shape (rows, HISTORY_COLUMNS), every digit kept. OSError: it cannot be."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HISTORY_COLUMNS)
    for iteration, epoch, *values in history.tolist():
        writer.writerow([int(iteration), int(epoch), *map(repr, values)])
    write_atomically(path, text.getvalue().encode("ascii"))
