"""Catalogues."""

from dataclasses import dataclass

import pytest

from nnviz.catalog import catalog


@dataclass(frozen=True)
class Fruit:
    key: str
    colour: str


APPLE, PLUM = Fruit("apple", "red"), Fruit("plum", "blue")


def test_rows_are_found_by_key_in_the_order_given() -> None:
    assert list(catalog(PLUM, APPLE).items()) == [("plum", PLUM), ("apple", APPLE)]


def test_a_key_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'apple' is in the table twice"):
        catalog(APPLE, PLUM, Fruit("apple", "green"))


def test_a_catalogue_is_read_only() -> None:
    with pytest.raises(TypeError):
        catalog(APPLE)["plum"] = PLUM  # type: ignore[index]
