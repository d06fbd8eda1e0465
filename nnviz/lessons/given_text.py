"""Texts of a lesson's file, in both languages side by side."""

from nnviz.language import LANGUAGES
from nnviz.lessons.given import MAX_LINE, MAX_TEXT, Given
from nnviz.lessons.lesson import RichText, Text
from nnviz.lessons.markup import MarkupError, Paragraph, paragraphs


def line_text(given: Given) -> Text:
    """Return a line: a table of languages, or one text for all of them."""
    return Text(**{key: text.text(MAX_LINE) for key, text in _by_language(given).items()})


def rich_text(given: Given) -> RichText:
    """Return paragraphs: a table of languages, or one text for all of them."""
    return RichText(**{key: _paragraphs(text) for key, text in _by_language(given).items()})


def _by_language(given: Given) -> dict[str, Given]:
    if isinstance(given.value, str):
        return dict.fromkeys(LANGUAGES, given)
    return given.table(tuple(LANGUAGES), tuple(LANGUAGES))


def _paragraphs(given: Given) -> tuple[Paragraph, ...]:
    try:
        return paragraphs(given.text(MAX_TEXT, lines=True))
    except MarkupError as error:
        raise given.error(error) from None
