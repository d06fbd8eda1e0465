"""Whether closing would lose something."""

from collections.abc import Callable

import pytest

from nnviz.unsaved import Unsaved


@pytest.fixture
def told() -> list[bool]:
    return []


@pytest.fixture
def unsaved(told: list[bool]) -> Unsaved:
    return Unsaved(told.append)


def test_an_edit_would_be_lost_and_is_told_once(unsaved: Unsaved, told: list[bool]) -> None:
    assert not unsaved.modified
    unsaved.edit()
    unsaved.edit()
    assert unsaved.modified
    assert told == [True]


@pytest.mark.parametrize("has_file", [True, False])
def test_training_would_be_lost_where_there_is_a_file(unsaved: Unsaved, has_file: bool) -> None:
    unsaved.open(has_file)
    unsaved.train()
    assert unsaved.modified is has_file


def test_training_of_what_has_no_file_yet_loses_nothing(unsaved: Unsaved) -> None:
    unsaved.train()
    assert not unsaved.modified


def test_training_takes_nothing_back(unsaved: Unsaved) -> None:
    unsaved.edit()
    unsaved.train()
    assert unsaved.modified


def test_what_is_saved_is_not_lost(unsaved: Unsaved, told: list[bool]) -> None:
    unsaved.edit()
    unsaved.save(unsaved.point(at_work=False), at_work=False)
    assert not unsaved.modified
    unsaved.train()  # there is a file now
    assert told == [True, False, True]


@pytest.mark.parametrize(("then", "now"), [(True, False), (False, True)])
def test_training_under_way_is_not_all_saved(unsaved: Unsaved, then: bool, now: bool) -> None:
    unsaved.save(unsaved.point(at_work=then), at_work=now)
    assert unsaved.modified


@pytest.mark.parametrize("deed", [Unsaved.edit, Unsaved.train, Unsaved.move])
def test_what_was_done_since_is_not_saved(
    unsaved: Unsaved, deed: Callable[[Unsaved], None]
) -> None:
    unsaved.edit()
    point = unsaved.point(at_work=False)
    deed(unsaved)
    assert not unsaved.is_as_at(point)
    unsaved.save(point, at_work=False)
    assert unsaved.modified


def test_other_work_is_another_point_and_not_modified(unsaved: Unsaved) -> None:
    unsaved.edit()
    point = unsaved.point(at_work=False)
    unsaved.open(has_file=True)
    assert not unsaved.is_as_at(point)
    assert not unsaved.modified
