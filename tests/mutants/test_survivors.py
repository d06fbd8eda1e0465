"""The survivors that are known: each is a change there is, and has its reason."""

from tests.mutants.__main__ import MODULES, ROOT, accepted, all_changes, module_paths


def test_every_survivor_named_is_a_change_there_is() -> None:
    names = {change.name for change in all_changes(ROOT, module_paths(ROOT, MODULES))}
    assert accepted().keys() <= names


def test_every_survivor_has_a_reason() -> None:
    assert [name for name, reason in accepted().items() if len(reason) < 20] == []


def test_every_pattern_of_modules_finds_some() -> None:
    assert [pattern for pattern in MODULES if not module_paths(ROOT, [pattern])] == []
