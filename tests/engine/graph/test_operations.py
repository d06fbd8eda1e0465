"""The operations' table: every slope is the derivative, every formula can be written."""

import math
import sys
from dataclasses import replace

import pytest

from nnviz.engine.graph.operation import (
    Operands,
    Operation,
    compute,
    exponent_text,
    factor_text,
    number_text,
)
from nnviz.engine.graph.operations import FUNCTIONS, OPERATIONS, SPECIAL_CONSTANTS
from tests.engine.differences import assert_derivative, derivative

ORDINARY = [0.3, 1.7, 2.6, -0.4, -1.9]
ONLY_POSITIVE = {"ln", "sqrt", "raise", "power", "exponential"}
EPSILON = sys.float_info.epsilon  # what 1 − σ can tell


def points(operation: Operation) -> list[Operands]:
    numbers = [abs(x) for x in ORDINARY] if operation.key in ONLY_POSITIVE else ORDINARY
    return [Operands(x, y, 1.25) for x in numbers for y in numbers if x != y]


def with_output(operation: Operation, operands: Operands) -> Operands:
    return replace(operands, out=compute(operation.value, operands))


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_every_slope_is_the_derivative_of_the_value(operation: Operation) -> None:
    for operands in points(operation):
        for letter, slope in zip("xy", operation.slopes, strict=False):

            def at(number: float, letter: str = letter, operands: Operands = operands) -> float:
                return operation.value(replace(operands, **{letter: number}))

            slope_there = compute(slope.value, with_output(operation, operands))
            assert_derivative(slope_there, derivative(at, getattr(operands, letter)), EPSILON)


@pytest.mark.parametrize(
    ("key", "operands", "slopes"),
    [
        ("relu", Operands(0.0), [0.0]),
        ("abs", Operands(0.0), [0.0]),
        ("sign", Operands(0.0), [0.0]),
        ("step", Operands(0.0), [0.0]),
        ("max", Operands(1.0, 1.0), [1.0, 0.0]),
        ("min", Operands(1.0, 1.0), [1.0, 0.0]),
        ("power", Operands(0.0, c=0.0), [0.0]),
        ("raise", Operands(0.0, 2.0), [0.0, 0.0]),
        ("sigmoid", Operands(-1000.0), [0.0]),
        ("sigmoid", Operands(1000.0), [0.0]),
        ("softplus", Operands(1000.0), [1.0]),
        ("tanh", Operands(30.0), [0.0]),
    ],
)
def test_slopes_at_awkward_points(key: str, operands: Operands, slopes: list[float]) -> None:
    operation = OPERATIONS[key]
    there = with_output(operation, operands)
    assert [compute(slope.value, there) for slope in operation.slopes] == slopes


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_every_formula_can_be_written(operation: Operation) -> None:
    for template in (operation.formula, operation.symbol, *(s.formula for s in operation.slopes)):
        for text in (operation.write(template), operation.write(template, "u", "v", 3.0)):
            assert text
            assert not set("{}") & set(text)


@pytest.mark.parametrize(
    ("key", "slopes"),
    [
        ("exp", ["e^x"]),
        ("scale", ["a"]),
        ("reciprocal", ["−1/x²"]),
        ("add_constant", ["1"]),
        ("multiply", ["y", "x"]),
        ("square", ["2x"]),
        ("power", ["n·xⁿ⁻¹"]),
        ("ln", ["1/x"]),
        ("sigmoid", ["σ(1 − σ)"]),
    ],
)
def test_derivatives_are_named_as_lecturers_do(key: str, slopes: list[str]) -> None:
    row = OPERATIONS[key]
    assert [row.write(slope.formula) for slope in row.slopes] == slopes


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_on_two_values_has_a_form_for_a_constant(operation: Operation) -> None:
    assert (operation.constant_forms is not None) == (len(operation.slopes) == 2)
    for key in operation.constant_forms or ():
        assert OPERATIONS[key].letter


def test_the_special_forms_compute_the_same() -> None:
    for (key, constant), special in SPECIAL_CONSTANTS.items():
        operands = Operands(1.7, c=constant)
        value = OPERATIONS[key].value(operands)
        assert OPERATIONS[special].value(operands) == pytest.approx(value, rel=1e-15)


def test_a_function_is_called_by_each_of_its_names() -> None:
    assert FUNCTIONS["ln"] is FUNCTIONS["log"] is OPERATIONS["ln"]


@pytest.mark.parametrize("function", [lambda v: 1 / v.x, lambda v: math.log(v.x)])
def test_a_value_that_does_not_exist_is_a_value_error(function) -> None:
    with pytest.raises(ValueError, match=r"zero|domain|expected"):
        compute(function, Operands(0.0))


@pytest.mark.parametrize("function", [lambda v: math.exp(v.x), lambda v: v.x * 1e306])
def test_a_value_that_is_too_large_is_an_overflow_error(function) -> None:
    with pytest.raises(OverflowError):
        compute(function, Operands(1000.0))


def test_numbers_are_written_with_the_signs_of_formulas() -> None:
    assert number_text(-0.25) == "−0.25"
    assert factor_text(-2.0) == "(−2)"
    assert factor_text(2.0) == "2"
    assert [exponent_text(n) for n in (3.0, -1.0, 0.5)] == ["³", "⁻¹", "^(0.5)"]


def test_a_constant_stands_in_the_formula_as_a_number() -> None:
    scale = OPERATIONS["scale"]
    assert scale.write(scale.formula, "w", constant=-2.0) == "(−2)·w"
    assert scale.write(scale.slopes[0].formula, constant=-2.0) == "−2"
