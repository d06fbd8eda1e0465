"""The Korean texts keep the rules of good Korean that a program can check."""

import re

import pytest
from babel.messages.catalog import Message

from tests import translations

CATALOGUE = translations.CATALOGUES / "ko" / "LC_MESSAGES" / "nnviz.po"
# Particles that depend on the sound before them, which nobody knows of a variable.
PARTICLE = re.compile(r"\}[”’]?(은|는|이|가|을|를|과|와|로|으로|라|이라)(?![가-힣])")
OBJECT = re.compile(r"([가-힣])(을|를)(?![가-힣])")
SPACED_PERCENT = re.compile(r"[\d}] +%")
CASUAL = re.compile(r"(을까요|할까요|어요|아요|해요|한다|된다|이다)[.?]?$")

ENTRIES = [message for message in translations.read_catalogue(CATALOGUE) if message.id]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def breaking(rule: re.Pattern[str]) -> list[str]:
    return [text for message in ENTRIES for text in forms(message) if rule.search(text)]


def test_no_particle_follows_a_variable_that_may_not_suit_it() -> None:
    assert breaking(PARTICLE) == []


def test_a_number_and_its_per_cent_stand_together() -> None:
    assert breaking(SPACED_PERCENT) == []


def test_sentences_are_formal() -> None:
    assert breaking(CASUAL) == []


def wrong_objects(text: str) -> list[str]:
    """Return the words whose particle 을 or 를 does not suit the sound before it."""
    pairs = OBJECT.findall(text)
    return [
        f"{before}{particle}"
        for before, particle in pairs
        if ((ord(before) - ord("가")) % 28 > 0) != (particle == "을")
    ]


def test_objects_have_the_particle_of_their_last_sound() -> None:
    assert [text for message in ENTRIES for text in forms(message) if wrong_objects(text)] == []
    assert wrong_objects("이 화면를 닫고 뉴런을 더합니다.") == ["면를"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (PARTICLE, "“{loss}”는 분류용입니다."),
        (PARTICLE, "{name}을 열었습니다."),
        (SPACED_PERCENT, "{share:.1f} %"),
        (CASUAL, "저장할까요?"),
    ],
)
def test_every_rule_can_be_broken(rule: re.Pattern[str], text: str) -> None:
    assert rule.search(text)
