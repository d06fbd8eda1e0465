"""The dialog in which a small table is typed, or pasted from a spreadsheet, to be learned from."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnviz.data.form import DataForm
from nnviz.data.own_points import MAX_POINTS, MIN_POINTS, OwnPointsError
from nnviz.data.sources import SOURCES
from nnviz.data.typed_table import (
    MAX_COLUMNS,
    Answer,
    CellError,
    TableError,
    TypedTable,
    cells_of,
    names_and_rows,
    read_table,
    suggested_answer,
)
from nnviz.experiment import Experiment
from nnviz.experiment.small_table import MAX_WHOLE, check_rows, limited, with_rows
from nnviz.language import tr, trn
from nnviz.number_text import number_text
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

EMPTY_ROWS, EMPTY_COLUMNS = 6, 3
SIZE = (640, 520)


@guarded
class TableDialog(QDialog):
    """A table whose last column is the answer; its first line holds the names of the columns."""

    chosen = Signal(object)  # Experiment

    def __init__(self, theme: Theme, experiment: Experiment, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("A table of your own"))
        self._theme, self._experiment = theme, experiment
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("A table of your own"))
        self.classes = QCheckBox(tr("The last column names a class"))
        self.whole = QCheckBox(tr("Train on all rows, and test on the same"))
        self.verdict = QLabel()
        self.use = QPushButton(tr("Use this table"))
        self._by_hand = False  # whether a person has said what the answer is
        self._lay_out()
        self._fill(*_present(experiment))
        self.table.cellChanged.connect(self._judge)
        self.classes.clicked.connect(self._take_answer)
        self.whole.clicked.connect(self._judge)
        self.table.setFocus()
        self._judge()

    # What is in it

    @property
    def answer(self) -> Answer:
        return "class" if self.classes.isChecked() else "value"

    def cells(self) -> list[list[str]]:
        """Return the texts, the names of the columns first."""
        columns = range(self.table.columnCount())
        return [[self._text(row, at) for at in columns] for row in range(self.table.rowCount())]

    @Slot()
    def paste(self) -> None:
        """Take over what was copied elsewhere, from the chosen cell on; the table grows for it."""
        cells = cells_of(QGuiApplication.clipboard().text())
        top, left = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        names, rows = names_and_rows(cells)
        if len(cells) > 1 and (top, left) <= (1, 0):  # a whole table takes the place of this one
            self._fill(names or [""] * len(rows[0]), rows)
        else:
            self._grow(top + len(cells), left + max(map(len, cells), default=0))
            for down, line in enumerate(cells):
                for across, text in enumerate(line[: MAX_COLUMNS - left]):
                    self._set(top + down, left + across, text)
        self._judge()

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _set(self, row: int, column: int, text: str) -> None:
        self.table.blockSignals(True)
        item = QTableWidgetItem(text)
        if row == 0:
            item.setFont(self._theme.font("body", strong=True))
        else:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)
        self.table.blockSignals(False)

    def _fill(self, names: list[str], rows: list[list[str]]) -> None:
        columns = min(len(names), MAX_COLUMNS)
        self.table.clear()
        self.table.setRowCount(0)
        self.table.setColumnCount(columns)
        self._grow(1 + len(rows), columns)
        for row, line in enumerate([names, *rows[:MAX_POINTS]]):
            for column, text in enumerate(line[:columns]):
                self._set(row, column, text)
        self.table.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _grow(self, rows: int, columns: int) -> None:
        """Have room for so many rows and columns, and for one row more to type in."""
        self.table.setColumnCount(min(max(self.table.columnCount(), columns), MAX_COLUMNS))
        self.table.setRowCount(min(max(self.table.rowCount(), rows + 1), MAX_POINTS + 1))
        count = self.table.rowCount()
        self.table.setVerticalHeaderLabels([tr("Name"), *map(str, range(1, count))])
        answer = self.table.columnCount() - 1
        inputs = [tr("Input {number}", number=at + 1) for at in range(answer)]
        self.table.setHorizontalHeaderLabels([*inputs, tr("Answer")])

    @Slot()
    def _add_column(self) -> None:
        """Put another input before the answer."""
        at = max(self.table.columnCount() - 1, 0)
        self.table.insertColumn(at)
        self._grow(0, 0)
        self._judge()

    @Slot()
    def _remove_column(self) -> None:
        self.table.removeColumn(self.table.columnCount() - 2)
        self._grow(0, 0)
        self._judge()

    # What becomes of it

    @Slot()
    def _take_answer(self) -> None:
        self._by_hand = True
        self._judge()

    @Slot()
    def _judge(self) -> None:
        """Say what the table becomes, or what is missing."""
        cells = self.cells()
        if any(cells[-1]):
            self._grow(len(cells), 0)
        if not self._by_hand:
            answers = [row[-1] for row in cells[1:] if row[-1]]
            self.classes.setChecked(suggested_answer(answers) == "class")
        columns = self.table.columnCount()
        self._more.setEnabled(columns < MAX_COLUMNS)
        self._fewer.setEnabled(columns > 2)
        found = self._read()
        count = 0 if found is None else len(found.rows)
        self.whole.setEnabled(MIN_POINTS <= count <= MAX_WHOLE)
        if 0 < count < MIN_POINTS:
            self.whole.setChecked(True)
        elif count > MAX_WHOLE:
            self.whole.setChecked(False)
        self.use.setEnabled(found is not None)
        wrong = found is None and any(map(any, cells))
        self.verdict.setStyleSheet(f"color: {self._theme.color('warning').name()}" if wrong else "")

    def _read(self) -> TypedTable | None:
        names, *rows = self.cells()
        try:
            found = read_table(names, rows, self.answer)
            found = replace(found, form=_within_limits(found))
            check_rows(found.rows, found.form, whole=self._is_whole(found))
        except CellError as error:
            self.verdict.setText(
                tr(
                    "Row {row}, column {column}: {sentence}",
                    row=error.row + 1,
                    column=error.column + 1,
                    sentence=str(error),
                )
            )
        except (TableError, OwnPointsError) as error:
            self.verdict.setText(str(error))
        else:
            self.verdict.setText(_summary(found))
            return found
        return None

    def _is_whole(self, found: TypedTable) -> bool:
        """Say whether all rows are trained on: too few can not be parted."""
        count = len(found.rows)
        return count < MIN_POINTS or (self.whole.isChecked() and count <= MAX_WHOLE)

    @Slot()
    def accept(self) -> None:
        found = self._read()
        if found is not None:
            whole = self._is_whole(found)
            self.chosen.emit(with_rows(self._experiment, found.rows, found.form, whole=whole))
            super().accept()

    # Looks

    def _lay_out(self) -> None:
        theme = self._theme
        hint = QLabel(
            tr("Type, or paste cells copied from a spreadsheet. The last column is the answer.")
        )
        hint.setWordWrap(True)
        for label in (hint, self.verdict):
            label.setFont(theme.font("small"))
        hint.setProperty("muted", True)
        self.verdict.setWordWrap(True)
        self.verdict.setMinimumHeight(theme.pixels(36))
        self._more, self._fewer = QPushButton(tr("+ input")), QPushButton(tr("− input"))
        paste = QPushButton(tr("Paste"))
        row = QHBoxLayout()
        for button, slot in (
            (paste, self.paste),
            (self._more, self._add_column),
            (self._fewer, self._remove_column),
        ):
            button.clicked.connect(slot)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.use.setProperty("primary", True)
        self.use.clicked.connect(self.accept)
        self.use.setAutoDefault(False)  # Enter ends a cell
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.use)
        self.table.setFont(theme.font("body"))
        across = self.table.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        self.table.verticalHeader().setHighlightSections(False)
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(28))
        layout = QVBoxLayout(self)
        margin = theme.pixels(16)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.pixels(8))
        layout.addWidget(hint)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        for part in (self.classes, self.whole, self.verdict):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.resize(*map(theme.pixels, SIZE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for item in self.table.selectedItems():
                item.setText("")
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def _present(experiment: Experiment) -> tuple[list[str], list[list[str]]]:
    """Return a person's own few points as texts, else an empty table."""
    points = SOURCES[experiment.data.dataset].points
    form = SOURCES[experiment.data.dataset].form
    if points is None or form.targets > 1 or len(form.inputs) >= MAX_COLUMNS or points.count > 200:
        return [""] * EMPTY_COLUMNS, [[""] * EMPTY_COLUMNS for _ in range(EMPTY_ROWS)]
    names = [column.name for column in form.inputs]
    named = any(form.class_names)
    rows = []
    for x, y in zip(points.x.T, points.values[0], strict=True):
        answer = form.class_names[int(y)] if named else number_text(float(y))
        rows.append([*(number_text(float(number)) for number in x), answer])
    counts = Counter(map(tuple, rows))
    copied = min(counts.values()) == max(counts.values()) > 1  # as a whole is kept
    shown = [list(row) for row in counts] if copied else rows
    last = form.target_names[0] if form.target_names else ""
    return [*names, last], shown


def _within_limits(found: TypedTable) -> DataForm:
    return replace(found.form, inputs=limited(found.form.inputs, found.rows))


def _summary(found: TypedTable) -> str:
    form = found.form
    inputs = ", ".join(column.name for column in form.inputs)
    rows = trn("{n} row", "{n} rows", len(found.rows))
    if form.classes:
        named = ", ".join(name or str(number) for number, name in enumerate(form.class_names))
        return tr(
            "{rows}, inputs {inputs}, classes {classes}.", rows=rows, inputs=inputs, classes=named
        )
    return tr(
        "{rows}, inputs {inputs}, value {name}.",
        rows=rows,
        inputs=inputs,
        name=form.target_names[0],
    )
