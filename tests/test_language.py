"""Text in the chosen language."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnviz import language
from nnviz.language import LANGUAGES, current_language, set_language, system_language, tr, trn
from nnviz.paths import resource
from nnviz.terminal import complain_once


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


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the Korean catalogue, to damage."""
    copy = tmp_path / "nnviz.mo"
    shutil.copy(resource("translations", "ko", "LC_MESSAGES", "nnviz.mo"), copy)
    monkeypatch.setattr(language, "resource", lambda *_parts: copy)
    yield copy
    complain_once.cache_clear()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _content: b"",
    "another file": lambda _content: b"no catalogue at all",
    "cut off": lambda content: content[:5000],
    "no text": lambda content: content.replace("학습".encode(), b"\xff\xff\xff\xff\xff\xff"),
    "no plural": lambda content: content.replace(b"plural=0", b"plural=n%"),
    "a plural by nothing": lambda content: content.replace(
        b"nplurals=1; plural=0", b"nplural=; plural=n%0"
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_with_a_damaged_catalogue_it_is_english(
    catalogue: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.write_bytes(DAMAGE[damage](catalogue.read_bytes()))
    set_language("ko")
    assert tr("Learning rate") == "Learning rate"
    assert trn("{n} layer", "{n} layers", 2) == "2 layers"
    assert current_language() == "ko"
    assert capsys.readouterr().err == (
        f"nnviz: {catalogue} is missing or damaged: all text is in English.\n"
    )


def test_without_a_catalogue_it_is_english_and_says_so_once(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.unlink()
    set_language("ko")
    set_language("ko")
    assert tr("Learning rate") == "Learning rate"
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("letters", ["{cou", "{0}", "{ends.x}", "{other}"])
def test_a_damaged_text_is_english(catalogue: Path, letters: str) -> None:
    text = "a name ending in {ends}"
    content = catalogue.read_bytes()
    translated = tr_in_korean(text)
    assert translated != text
    damaged = letters.ljust(len(translated.encode()))
    catalogue.write_bytes(content.replace(translated.encode(), damaged.encode()))
    set_language("ko")
    assert tr(text, ends=".png") == "a name ending in .png"


def tr_in_korean(text: str) -> str:
    set_language("ko")
    return tr(text)
