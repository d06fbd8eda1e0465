"""What is typed or pasted becomes numbers with a form, or a sentence that names the cell."""

import numpy as np
import pytest

from nnviz.data.typed_table import (
    CellError,
    TableError,
    cells_of,
    names_and_rows,
    read_table,
    suggested_answer,
)

PEOPLE = "height\tweight\tsex\n180\t83\tM\n163\t52\tF\n154\t45\tF\n"


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_cells_are_parted_by_what_parts_them(mark: str) -> None:
    assert cells_of(f"a{mark} b\n1{mark}2\n\n") == [["a", "b"], ["1", "2"]]


def test_decimal_commas_stay_where_another_sign_parts() -> None:
    assert cells_of("1,5;2,5\n") == [["1,5", "2,5"]]
    assert cells_of("alone") == [["alone"]]


def test_a_first_line_of_words_names_the_columns() -> None:
    names, rows = names_and_rows(cells_of(PEOPLE))
    assert names == ["height", "weight", "sex"]
    assert rows[0] == ["180", "83", "M"]
    assert names_and_rows([["180", "83", "M"]]) == ([], [["180", "83", "M"]])
    assert names_and_rows([["x"], ["1"]]) == (["x"], [["1"]])
    assert names_and_rows([]) == ([], [])


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["M", "F"], "class"),
        (["0", "1", "1"], "class"),
        (["0", "1", "2"], "class"),
        (["2", "4", "6"], "value"),
        (["0.5", "1"], "value"),
        (["-1", "1"], "value"),
        (["1", "2", "3", "4", "5", "6", "0"], "value"),
        ([], "value"),
    ],
)
def test_the_kind_of_answer_is_seen_from_the_answers(answers: list[str], kind: str) -> None:
    assert suggested_answer(answers) == kind


def test_classes_are_numbered_by_their_names() -> None:
    names, rows = names_and_rows(cells_of(PEOPLE))
    found = read_table(names, rows, "class")
    assert found.form.class_names == ("F", "M")
    assert [column.name for column in found.form.inputs] == ["height", "weight"]
    np.testing.assert_array_equal(found.rows, [[180, 83, 1], [163, 52, 0], [154, 45, 0]])


def test_numbers_from_0_are_classes_without_names_and_others_with() -> None:
    assert read_table(["x", ""], [["1", "1"], ["2", "0"]], "class").form.class_names == ("", "")
    assert read_table(["x", ""], [["1", "10"], ["2", "9"]], "class").form.class_names == ("9", "10")


def test_values_and_columns_without_names_are_called_as_usual() -> None:
    found = read_table(["", "", ""], [["1", "1/2", "3"], ["", "", ""], ["2", "0,5", "−4"]], "value")
    assert [column.name for column in found.form.inputs] == ["x₁", "x₂"]
    assert found.form.target_names == ("y",)
    np.testing.assert_array_equal(found.rows, [[1, 0.5, 3], [2, 0.5, -4]])


@pytest.mark.parametrize(
    ("rows", "kind", "place"),
    [
        ([["1", "2"], ["", "3"]], "value", (1, 0)),
        ([["1", "2"], ["x", "3"]], "value", (1, 0)),
        ([["1", "2"], ["3", "x"]], "value", (1, 1)),
        ([["1", "a"], ["3", ""]], "class", (1, 1)),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    rows: list[list[str]], kind: str, place: tuple[int, int]
) -> None:
    with pytest.raises(CellError) as raised:
        read_table(["x", "y"], rows, kind)  # type: ignore[arg-type]
    assert (raised.value.row, raised.value.column) == place
    assert str(raised.value)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["1", "a"]], "Type 2 rows or more."),
        ([["1", "a"], ["2", "a"]], "All rows have the same class."),
        ([["1", str(n)] for n in range(101)], "2 to 100 classes"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(rows: list[list[str]], sentence: str) -> None:
    with pytest.raises(TableError, match=sentence.rstrip(".")):
        read_table(["x", "y"], rows, "class")
