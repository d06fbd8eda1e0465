"""The texts of lessons: paragraphs with `**bold**`, formulas between `$` and [terms](role)."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from nnviz.language import tr

Kind = Literal["plain", "bold", "formula", "term"]
Role = Literal["positive", "negative", "accent", "muted"]  # as the theme calls its colours
ROLES: tuple[Role, ...] = get_args(Role)

_SPAN = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\$(?P<formula>[^$]+)\$|\[(?P<term>[^\[\]]+)\]\((?P<role>[^()]*)\)"
)
_LEFT_OVER = re.compile(r"\*\*|\$")


class MarkupError(ValueError):
    """A text that cannot be shown, with a sentence."""


@dataclass(frozen=True)
class Span:
    """A piece of a paragraph in one look; a formula is LaTeX."""

    kind: Kind
    text: str
    role: str = ""  # of a term


Paragraph = tuple[Span, ...]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs, which empty lines part; MarkupError: a sign of it stands alone."""
    blocks = re.split(r"\n[ \t]*\n", text.strip())
    return tuple(_spans(" ".join(block.split())) for block in blocks if block.strip())


def _spans(text: str) -> Paragraph:
    spans: list[Span] = []
    end = 0
    for match in _SPAN.finditer(text):
        spans += _plain(text[end : match.start()])
        spans.append(_span(match))
        end = match.end()
    return (*spans, *_plain(text[end:]))


def _plain(text: str) -> list[Span]:
    if left := _LEFT_OVER.search(text):
        raise MarkupError(tr("“{sign}” is opened and not closed.", sign=left[0]))
    return [Span("plain", text)] if text else []


def _span(match: re.Match[str]) -> Span:
    if match["bold"]:
        return Span("bold", match["bold"])
    if match["formula"]:
        if match["formula"].count("{") != match["formula"].count("}"):
            raise MarkupError(
                tr("A brace of ${formula}$ has no partner.", formula=match["formula"])
            )
        return Span("formula", match["formula"])
    if match["role"] not in ROLES:
        raise MarkupError(
            tr("There is no role “{key}”, only: {keys}.", key=match["role"], keys=", ".join(ROLES))
        )
    return Span("term", match["term"], match["role"])
