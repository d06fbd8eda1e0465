"""Text in the chosen language."""

import pytest

from nnviz import language
from nnviz.language import LANGUAGES, current_language, set_language, system_language, tr, trn


def test_english_is_the_source() -> None:
    assert tr("Learning rate") == "Learning rate"
    assert current_language() == "en"


def test_values_are_put_in_after_translation() -> None:
    assert tr("{count} of {total}", count=1, total=2) == "1 of 2"


def test_braces_without_values_stay() -> None:
    assert tr("{x}") == "{x}"


@pytest.mark.parametrize(("n", "expected"), [(0, "0 layers"), (1, "1 layer"), (2, "2 layers")])
def test_plurals_follow_the_number(n: int, expected: str) -> None:
    assert trn("{n} layer", "{n} layers", n) == expected


def test_no_text_stays_no_text_in_every_language() -> None:
    for key in LANGUAGES:  # gettext answers "" with the catalogue's header
        set_language(key)
        assert tr("") == ""


@pytest.mark.parametrize("key", LANGUAGES)
def test_every_language_can_be_chosen(key: str) -> None:
    set_language(key)
    assert current_language() == key


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(KeyError):
        set_language("tlh")
    assert current_language() == "en"


def test_a_language_named_in_the_table_has_a_name_of_its_own() -> None:
    assert LANGUAGES["ko"].label == "한국어"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ko_KR.UTF-8", "ko"),
        ("Korean_Korea.949", "ko"),
        ("en_GB.UTF-8", "en"),
        ("de_DE.UTF-8", "en"),
        ("C", "en"),
    ],
)
def test_the_system_language_is_used_where_there_is_a_translation(
    name: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", name)
    assert system_language() == expected


def test_without_any_setting_the_system_language_is_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(language.locale, "getlocale", lambda: (None, None))
    assert system_language() == "en"
