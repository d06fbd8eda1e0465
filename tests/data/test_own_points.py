"""A person's own points: the key of their content, and why points or their form are refused."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.form import MAX_CLASSES, MAX_INPUTS, Column, DataForm, values_over
from nnviz.data.own_points import (
    MAX_NAME,
    MAX_POINTS,
    MIN_POINTS,
    OwnPointsError,
    check_form,
    check_points,
    is_own_key,
    own_key,
)
from nnviz.data.points import Points
from tests.own_data import BODIES_FORM, PICTURES_FORM, bodies, pictures

CLASSES = BODIES_FORM
FLAG = DataForm((Column("smokes", "flag", (0.0, 1.0)),), target_names=("age",))


def test_the_same_content_has_the_same_key_for_ever() -> None:
    points = Points(np.arange(20.0).reshape(2, 10), np.arange(10) % 2.0)
    form = replace(CLASSES, inputs=(Column("a", limits=(0, 19)), Column("b", limits=(0, 19.0))))
    assert own_key(points, form) == (
        "own-5327ece0f0521d3e4f2cf4b90c5dc216c6be6bf62ad4722a95d7c1c886cec9f7"
    )


def test_other_content_has_another_key() -> None:
    points, form = bodies(), BODIES_FORM
    moved = Points(points.x + 1e-9, points.y)
    renamed = replace(form, class_names=("a", "b"))
    wider = replace(form, inputs=(*form.inputs[:1], replace(form.inputs[1], limits=(0.0, 110.0))))
    keys = {own_key(points, form), own_key(moved, form), own_key(points, renamed)}
    assert len(keys | {own_key(points, wider)}) == 4
    assert all(map(is_own_key, keys))
    assert not is_own_key("circle")


def named(*names: str) -> DataForm:
    return DataForm(tuple(map(Column, names)), target_names=("y",))


def within(*limits: float) -> DataForm:
    return DataForm((Column("a", limits=(limits[0], limits[1])),), target_names=("y",))


REFUSED_FORMS = [
    (values_over(0), f"1 to {MAX_INPUTS} inputs"),
    (values_over(MAX_INPUTS + 1), f"1 to {MAX_INPUTS} inputs"),
    (replace(CLASSES, target_names=("y",)), "either classes or values"),
    (replace(CLASSES, class_names=()), "either classes or values"),
    (replace(CLASSES, class_names=("a",)), f"2 to {MAX_CLASSES} classes"),
    (replace(CLASSES, class_names=tuple(map(str, range(MAX_CLASSES + 1)))), "classes"),
    (values_over(1, targets=MAX_INPUTS + 1), "values as answers"),
    (named("a", ""), "not a short text"),
    (named("a", " "), "not a short text"),
    (named("a", "b\n"), "not a short text"),
    (named("a", "\u202eb"), "not a short text"),
    (named("a" * (MAX_NAME + 1)), "not a short text"),
    (named("a", "a"), "given twice"),
    (replace(CLASSES, class_names=("a", "a")), "given twice"),
    (replace(CLASSES, class_names=("a", "")), "not a short text"),
    (within(1.0, 1.0), "limits of “a” are impossible"),
    (within(2.0, 1.0), "limits of “a” are impossible"),
    (within(0.0, float("inf")), "limits of “a” are impossible"),
    (within(float("nan"), 1.0), "limits of “a” are impossible"),
    (replace(PICTURES_FORM, picture_shape=(2, 2)), "another size"),
    (replace(PICTURES_FORM, picture_shape=(-2, -3)), "another size"),
]


@pytest.mark.parametrize(("form", "sentence"), REFUSED_FORMS)
def test_a_form_that_cannot_be_is_refused_with_a_sentence(form: DataForm, sentence: str) -> None:
    with pytest.raises(OwnPointsError, match=sentence):
        check_form(form)


LARGEST = replace(BODIES_FORM, class_names=tuple(map(str, range(MAX_CLASSES))))
USABLE = [
    *(BODIES_FORM, PICTURES_FORM, FLAG, LARGEST, named("a" * MAX_NAME)),
    values_over(MAX_INPUTS, targets=MAX_INPUTS),
]


@pytest.mark.parametrize("form", USABLE)
def test_what_can_be_is_not_refused(form: DataForm) -> None:
    check_form(form)


def with_number(number: float) -> Points:
    points = bodies()
    points.x[1, 3] = number
    return points


def with_class(number: float) -> Points:
    points = bodies()
    points.y[3] = number
    return points


REFUSED_POINTS = [
    (bodies(MIN_POINTS - 1), f"{MIN_POINTS} to 5,000 points"),
    (bodies(MAX_POINTS + 1), f"{MIN_POINTS} to 5,000 points"),
    (Points(np.zeros(20), np.zeros(20)), "points"),
    (Points(np.zeros((3, 20)), np.zeros(20)), "not as many numbers as there are columns"),
    (Points(bodies().x, np.zeros(23)), "not as many numbers as there are columns"),
    (Points(bodies().x, np.zeros((1, 24))), "not as many numbers as there are columns"),
    (with_number(np.nan), "not finite"),
    (with_number(np.inf), "not finite"),
    (with_class(np.nan), "not finite"),
    (with_class(2), "in a class that there is not"),
    (with_class(0.5), "in a class that there is not"),
    (with_class(-1), "in a class that there is not"),
    (with_number(39.9), "number of “weight” cannot be there"),
    (with_number(110.1), "number of “weight” cannot be there"),
]


@pytest.mark.parametrize(("points", "sentence"), REFUSED_POINTS)
def test_points_that_do_not_fit_are_refused_with_a_sentence(points: Points, sentence: str) -> None:
    with pytest.raises(OwnPointsError, match=sentence):
        check_points(points, BODIES_FORM)


def test_a_flag_is_0_or_1() -> None:
    check_points(Points(np.arange(12.0).reshape(1, 12) % 2, np.zeros(12)), FLAG)
    with pytest.raises(OwnPointsError, match="“smokes”"):
        check_points(Points(np.full((1, 12), 0.5), np.zeros(12)), FLAG)


@pytest.mark.parametrize(
    ("points", "form"),
    [
        (bodies(MIN_POINTS), BODIES_FORM),
        (bodies(MAX_POINTS), BODIES_FORM),
        (pictures(), PICTURES_FORM),
        (Points(np.zeros((2, 10)), np.zeros((3, 10))), values_over(2, targets=3)),
    ],
)
def test_points_of_the_form_can_be_used(points: Points, form: DataForm) -> None:
    check_points(points, form)
