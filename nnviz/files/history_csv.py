"""The history of a run as CSV, for spreadsheets and other programs."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from nnviz.files.atomic import write_atomically
from nnviz.run_state import HISTORY_COLUMNS, Array

Columns = Mapping[str, Mapping[int, float]]  # numbers by name and iteration


def write_history(path: Path, history: Array, columns: Columns | None = None) -> None:
    """Write a history of shape (rows, HISTORY_COLUMNS), every digit kept. OSError: it cannot be.

    More columns follow in their order; where they have nothing for a row's iteration it is empty.
    """
    text, more = io.StringIO(newline=""), columns or {}
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*HISTORY_COLUMNS, *more])
    for iteration, epoch, *values in history.tolist():
        further = [column.get(int(iteration)) for column in more.values()]
        numbers = ["" if value is None else repr(value) for value in (*values, *further)]
        writer.writerow([int(iteration), int(epoch), *numbers])
    write_atomically(path, text.getvalue().encode("ascii"))
