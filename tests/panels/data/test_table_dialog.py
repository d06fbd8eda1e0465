"""A small table is typed, pasted and used."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnviz.data.sources import SOURCES
from nnviz.experiment import Experiment
from nnviz.language import set_language
from nnviz.panels.data.panel import DataPanel
from nnviz.panels.data.table_dialog import TableDialog
from nnviz.theme import Theme
from nnviz.training.prepare import prepare
from tests.cut_texts import cut_texts

PEOPLE = """height\tweight\tsex
180\t83\tM
170\t73\tM
175\t78\tM
170\t64\tF
163\t52\tF
154\t45\tF
165\t70\tM
160\t55\tF
173\t71\tM
"""


@pytest.fixture
def dialog(qtbot: QtBot) -> TableDialog:
    made = TableDialog(Theme(), Experiment())
    qtbot.addWidget(made)
    made.show()
    return made


def paste(dialog: TableDialog, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(dialog, "Ctrl+V")


def button(widget: QWidget, text: str) -> QPushButton:
    return next(found for found in widget.findChildren(QPushButton) if found.text() == text)


def used(dialog: TableDialog) -> Experiment:
    found: list[Experiment] = []
    dialog.chosen.connect(found.append)
    dialog.use.click()
    (experiment,) = found
    return experiment


def test_pasted_people_become_two_named_classes(dialog: TableDialog) -> None:
    paste(dialog, PEOPLE)
    assert dialog.verdict.text() == "9 rows, inputs height, weight, classes F, M."
    experiment = used(dialog)
    form = SOURCES[experiment.data.dataset].form
    assert form.class_names == ("F", "M")
    assert prepare(experiment).train.count == 9
    assert not dialog.isVisible()


def test_numbers_typed_are_values_of_a_line(dialog: TableDialog) -> None:
    button(dialog, "− input").click()
    for row, (x, y) in enumerate([("1", "2"), ("2", "4"), ("3", "6")], 1):
        dialog.table.setItem(row, 0, QTableWidgetItem(x))
        dialog.table.setItem(row, 1, QTableWidgetItem(y))
    assert dialog.answer == "value"
    experiment = used(dialog)
    assert experiment.task == "regression"
    assert sorted(prepare(experiment).train.x[0]) == [1, 2, 3]


def test_an_empty_table_cannot_be_used_and_a_wrong_cell_is_named(dialog: TableDialog) -> None:
    assert not dialog.use.isEnabled()
    assert dialog.verdict.text() == "Type 2 rows or more."
    paste(dialog, PEOPLE.replace("175", "17x5"))
    assert not dialog.use.isEnabled()
    assert dialog.verdict.text().startswith("Row 3, column 1: “17x5” is not a number.")
    dialog.accept()
    assert dialog.isVisible()


def test_what_a_person_says_of_the_answer_stays(dialog: TableDialog) -> None:
    paste(dialog, "x\ty\n1\t0\n2\t1\n")
    assert dialog.answer == "class"
    dialog.classes.click()
    assert dialog.verdict.text() == "2 rows, inputs x, value y."
    paste(dialog, "x\ty\n1\t0\n2\t1\n3\t1\n")
    assert dialog.answer == "value"


def test_cells_are_pasted_where_the_table_is_and_it_grows(dialog: TableDialog) -> None:
    paste(dialog, PEOPLE)
    rows = dialog.table.rowCount()
    dialog.table.setCurrentCell(rows - 1, 0)
    paste(dialog, "181\t84\tM\n182\t85\tM\n")
    assert "11 rows" in dialog.verdict.text()
    dialog.table.setCurrentCell(3, 0)
    paste(dialog, "999")
    assert dialog.cells()[3][0] == "999"


def test_ten_to_twelve_rows_may_be_parted_or_not_and_more_are(dialog: TableDialog) -> None:
    line = "\n".join(f"{n}\t{2 * n}.5" for n in range(10))
    paste(dialog, f"x\ty\n{line}\n")
    assert dialog.whole.isEnabled()
    dialog.whole.setChecked(False)
    assert prepare(used(dialog)).train.count < 10
    more = "\n".join(f"{n}\t{2 * n}.5" for n in range(13))
    paste(dialog, f"x\ty\n{more}\n")
    assert not dialog.whole.isEnabled()
    assert not dialog.whole.isChecked()


def test_a_few_points_of_one_s_own_are_there_to_be_changed(
    qtbot: QtBot, dialog: TableDialog
) -> None:
    paste(dialog, PEOPLE)
    again = TableDialog(Theme(), used(dialog))
    qtbot.addWidget(again)
    cells = again.cells()
    assert cells[0] == ["height", "weight", ""]  # classes have names, their column has none
    assert ["180", "83", "M"] in cells
    assert "9 rows" in again.verdict.text()


def test_delete_empties_cells_and_enter_does_not_close(dialog: TableDialog) -> None:
    paste(dialog, PEOPLE)
    dialog.table.selectRow(1)
    QTest.keyClick(dialog, Qt.Key.Key_Delete)
    assert dialog.cells()[1] == ["", "", ""]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_inputs_are_added_before_the_answer_and_taken_away(dialog: TableDialog) -> None:
    paste(dialog, PEOPLE)
    button(dialog, "+ input").click()
    assert dialog.cells()[1] == ["180", "83", "", "M"]
    button(dialog, "− input").click()
    assert dialog.cells()[1] == ["180", "83", "M"]


def test_the_panel_opens_it_and_offers_what_it_makes(qtbot: QtBot) -> None:
    panel = DataPanel(Theme())
    qtbot.addWidget(panel)
    panel.show_experiment(replace(Experiment()))
    panel.show()
    offered: list[Experiment] = []
    panel.edited.connect(offered.append)
    next(b for b in panel.findChildren(QToolButton) if "table" in b.toolTip()).click()
    dialog = panel.window().findChild(TableDialog)
    assert dialog is not None
    paste(dialog, PEOPLE)
    dialog.use.click()
    assert len(offered) == 1


def test_no_text_is_cut_off_in_korean(qtbot: QtBot) -> None:
    set_language("ko")
    try:
        dialog = TableDialog(Theme(), Experiment())
        qtbot.addWidget(dialog)
        dialog.show()
        assert not cut_texts(dialog)
    finally:
        set_language("en")
