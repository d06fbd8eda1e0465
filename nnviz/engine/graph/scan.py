"""The signs an expression may hold, looked over before Python's grammar sees them."""

import re
from dataclasses import dataclass
from keyword import iskeyword

from nnviz.language import tr

MAX_CHARACTERS = 4000
MAX_NAME = 40
TYPOGRAPHIC = str.maketrans("−×·÷", "-**/")  # as many characters as before: columns stay
POWERS = "^⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ"  # how else a power is written
TOKEN = re.compile(
    r"(?P<number>([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)"
    rf"|(?P<name>(?![\d_])[^\W{POWERS}]+)"
    r"|[-+*/(),=;]|[ \t\n]+|\#[^\n]*"
)


@dataclass(frozen=True)
class Position:
    """A place in a text; line and column count from 1."""

    line: int
    column: int


class ExpressionError(ValueError):
    """An expression that cannot be used: the reason as a sentence, and where."""

    def __init__(self, reason: str, position: Position):
        self.reason, self.position = reason, position
        super().__init__(
            tr(
                "Line {line}, column {column}: {reason}",
                line=position.line,
                column=position.column,
                reason=reason,
            )
        )


@dataclass(frozen=True)
class Scanned:
    """A text without comments, its lines moved to the left margin, and how far each was moved."""

    text: str
    indents: tuple[int, ...]

    def at(self, line: int, column: int) -> Position:
        """Return the place of a character of the moved text; both count as in Python's errors."""
        line = min(line, len(self.indents))
        return Position(line, max(column, 1) + self.indents[line - 1])

    def at_byte(self, line: int, byte: int) -> Position:
        """Return the place so many bytes into a line of the moved text, as Python's ast has it."""
        before = self.text.split("\n")[line - 1].encode()[:byte]
        return self.at(line, len(before.decode()) + 1)


def scan(text: str) -> Scanned:
    """Return the text ready for Python's grammar; ExpressionError at a sign it cannot hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(TYPOGRAPHIC)
    if len(text) > MAX_CHARACTERS:
        too_long = tr("The expression is longer than {limit} characters.", limit=MAX_CHARACTERS)
        raise ExpressionError(too_long, _place(text, MAX_CHARACTERS))
    start = 0
    while start < len(text):
        token = TOKEN.match(text, start)
        reason = _refusal(token) if token else _refused_sign(text[start])
        if reason or not token:
            raise ExpressionError(reason, _place(text, start))
        start = token.end()
    lines = text.split("\n")
    moved = [line.partition("#")[0].strip(" \t") for line in lines]
    indents = tuple(len(line) - len(line.lstrip(" \t")) for line in lines)
    return Scanned("\n".join(moved), indents)


def _refused_sign(sign: str) -> str:
    if sign in POWERS:
        return tr("A power is written with two stars: x**2")
    shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
    return tr("The sign {sign} cannot be used in an expression.", sign=shown)


def _refusal(token: re.Match[str]) -> str:
    following = token.string[token.end() : token.end() + 1]
    if token["number"] and re.match(rf"[^\W{POWERS}]|\.", following):
        return tr("After {number} a sign such as * is missing.", number=token[0])
    if token["name"] and len(token[0]) > MAX_NAME:
        return tr("A name has at most {limit} characters.", limit=MAX_NAME)
    if iskeyword(token[0]):
        return tr("{name} is a reserved word: choose another name.", name=token[0])
    return ""


def _place(text: str, start: int) -> Position:
    before = text[:start]
    return Position(before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1)
