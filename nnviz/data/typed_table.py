"""Cells that a person typed or pasted: the names of columns, numbers, and an answer in the last."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnviz.data.features import numbered
from nnviz.data.form import MAX_CLASSES, Column, DataForm
from nnviz.data.points import Array
from nnviz.language import tr
from nnviz.number_text import NumberError, parse_number

MIN_ROWS = 2
MAX_COLUMNS = 12  # a larger table is a file's matter
FEW = 6  # whole numbers from 0 as the answer: so few different ones are classes
Answer = Literal["class", "value"]
Cells = Sequence[Sequence[str]]


class CellError(ValueError):
    """A cell that cannot be used, with a sentence; `row` counts from 0 below the names."""

    def __init__(self, row: int, column: int, sentence: str):
        super().__init__(sentence)
        self.row, self.column = row, column


class TableError(ValueError):
    """A table that cannot be used as a whole, with a sentence."""


@dataclass(frozen=True)
class TypedTable:
    """Rows of numbers, of shape (rows, columns), and the form they have; limits are not yet set."""

    rows: Array
    form: DataForm


def cells_of(text: str) -> list[list[str]]:
    """Return what was copied from a spreadsheet, or a text with commas or semicolons, as cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in "\t;,"}
    mark = next((mark for mark in "\t;," if counts[mark]), "\t")
    return [[cell.strip() for cell in line] for line in csv.reader(lines, delimiter=mark)]


def names_and_rows(cells: Cells) -> tuple[list[str], list[list[str]]]:
    """Part the names of columns, if the first line has such, from the rows."""
    if not cells or all(_is_number(cell) or not cell for cell in cells[0][:-1] or cells[0]):
        return [], [list(row) for row in cells]
    return list(cells[0]), [list(row) for row in cells[1:]]


def suggested_answer(answers: Sequence[str]) -> Answer:
    """Say whether answers look like classes: words, or few whole numbers from 0."""
    if not all(map(_is_number, answers)):
        return "class"
    numbers = {parse_number(answer) for answer in answers}
    whole = all(number == round(number) >= 0 for number in numbers)
    return "class" if whole and max(numbers, default=0) < len(numbers) <= FEW else "value"


def read_table(names: Sequence[str], rows: Cells, answer: Answer) -> TypedTable:
    """Return the table in numbers: all columns but the last are inputs, the last is the answer.

    Classes are numbered in the order of their names, numbers in that of their size. Rows that are
    empty are left out. CellError, TableError: it cannot be used.
    """
    filled = [(number, row) for number, row in enumerate(rows) if any(map(str.strip, row))]
    if len(filled) < MIN_ROWS:
        raise TableError(tr("Type {count} rows or more.", count=MIN_ROWS))
    inputs = len(names) - 1
    numbers = [[_number(row[at], where, at) for at in range(inputs)] for where, row in filled]
    answers = [row[inputs].strip() for _, row in filled]
    columns = tuple(Column(name) for name in _names(names, inputs))
    if answer == "value":
        values = [_number(row[inputs], where, inputs) for where, row in filled]
        form = DataForm(columns, target_names=(names[-1].strip() or "y",))
    else:
        for (where, _), text in zip(filled, answers, strict=True):
            if not text:
                raise CellError(where, inputs, tr("A class is missing here."))
        classes = _classes(answers)
        values = [float(classes.index(text)) for text in answers]
        numbered_from_0 = classes == [str(number) for number in range(len(classes))]
        form = DataForm(
            columns, class_names=("",) * len(classes) if numbered_from_0 else tuple(classes)
        )
    return TypedTable(np.column_stack([np.array(numbers), values]), form)


def _classes(answers: Sequence[str]) -> list[str]:
    found = set(answers)
    if len(found) < 2:
        raise TableError(tr("All rows have the same class. Type two or more, or values."))
    if len(found) > MAX_CLASSES:
        raise TableError(tr("Data can have 2 to {count} classes.", count=MAX_CLASSES))
    if all(map(_is_number, found)):
        return sorted(found, key=parse_number)
    return sorted(found)


def _names(names: Sequence[str], inputs: int) -> tuple[str, ...]:
    """Return the names of the inputs; those without one are called x1, x2 …"""
    usual = numbered("x", inputs)
    return tuple(name.strip() or usual[at] for at, name in enumerate(names[:inputs]))


def _number(text: str, row: int, column: int) -> float:
    try:
        return parse_number(text)
    except NumberError as error:
        raise CellError(row, column, str(error)) from None


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True
