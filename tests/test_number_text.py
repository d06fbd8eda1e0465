"""Numbers in fields: what is read, and how they are written."""

import pytest

from nnviz.number_text import NumberError, number_text, parse_number, short_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("1/3", 1 / 3),
        (" -1 / 4 ", -0.25),
        ("−2", -2.0),
        ("+.5", 0.5),
        ("2.", 2.0),
        ("1e-3", 1e-3),
        ("1E3/2", 500.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "x", "inf", "-inf", "nan", "1e999", "1/0", "1/2/3", "1,000.5", "1_0", "0x1", "1 2"]
)
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text)


def test_an_empty_text_asks_for_a_number() -> None:
    with pytest.raises(NumberError, match="Type a number"):
        parse_number(" ")


@pytest.mark.parametrize(
    ("value", "text"),
    [(300, "300"), (0.1, "0.1"), (1e-5, "0.00001"), (1e-8, "1e-8"), (0, "0"), (1000, "1000")],
)
def test_a_number_is_written_as_short_as_it_can_be(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.3333"),
        (-2 / 3, "-0.6667"),
        (0.123456, "0.123456"),
        (100 / 3, "33.33"),
        (1 / 30_000, "3.333e-5"),
        (1 / 3e6, "3.333e-7"),
        (4_294_967_295, "4294967295"),
        (0.0, "0"),
    ],
)
def test_a_long_number_is_written_with_four_digits(value: float, text: str) -> None:
    assert short_text(value) == text
