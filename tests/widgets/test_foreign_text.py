"""Words that are not ours are shown as the letters they are."""

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnviz.widgets.foreign_text import (
    menu_text,
    show_plain,
    title_part,
    tooltip_text,
    visible,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Iris & Blume, 붓꽃 ① x² é", "Iris & Blume, 붓꽃 ① x² é"),
        ("two\nlines", "two\\nlines"),
        ("bell\a tab\t", "bell\\x07 tab\\t"),
        ("gnp.\u202eexe", "gnp.\\u202eexe"),
        ("\u2066isolated\u2069", "\\u2066isolated\\u2069"),
        ("line\u2028end", "line\\u2028end"),
        ("broken \udcff byte", "broken \\udcff byte"),
        ("a\u200cb", "a\u200cb"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_ordinary_tooltips_are_as_they_were() -> None:
    assert tooltip_text("5 < 6 & more") == "5 < 6 & more"


@pytest.mark.parametrize("text", ["<h1>big</h1>", "<img src=/dev/zero>", "<b>&amp;</b>"])
def test_a_tooltip_that_looks_like_html_shows_its_letters(qtbot: QtBot, text: str) -> None:
    label = QLabel(tooltip_text(text))
    qtbot.addWidget(label)
    plain = QLabel(text, textFormat=Qt.TextFormat.PlainText)
    qtbot.addWidget(plain)
    assert Qt.mightBeRichText(label.text())
    assert "<h1>" not in label.text()
    assert "<img" not in label.text()
    assert abs(label.sizeHint().width() - plain.sizeHint().width()) <= 2


def test_menus_have_no_shortcuts_in_foreign_words() -> None:
    assert menu_text("R&D\n") == "R&&D\\n"


def test_titles_have_no_placeholders_in_foreign_words() -> None:
    assert title_part("a[*]b") == "a[*][*]b"


def test_a_label_shows_foreign_words_plainly(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    show_plain(label, "<h1>\n")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<h1>\\n"
