"""In which line of a TOML text each value begins, which Python's own parser does not tell."""

import re

Place = tuple[str | int, ...]  # the keys and numbers that lead to a value

MAX_DEPTH = 40  # far below what takes Python's parser its stack, or long

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY.pattern})[ \t]*\]\]?")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SCALAR = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|[^,\]}\n#]+",
    re.DOTALL,
)


class NotTomlError(ValueError):
    """Text that is no TOML, in or after the line in which the latest value begins."""

    def __init__(self, line: int):
        super().__init__(f"no TOML after line {line}")
        self.line = line


class TooDeepError(ValueError):
    """Tables in tables, or lists in lists, that nobody would write."""


def lines_of(text: str) -> dict[Place, int]:
    """Return the line, from 1, of every table, key and element of a text that is valid TOML.

    NotTomlError: it is not, though not every text that is none is noticed. TooDeepError: more is
    within each other than MAX_DEPTH allows, before all that is not valid.
    """
    return _Scanner(text).scan()


def line_at(lines: dict[Place, int], path: Place) -> int:
    """Return the line of what the path leads to, or of what it would be in."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)


class _Scanner:
    def __init__(self, text: str):
        self._text = text.replace("\r\n", "\n")
        self._place = 0
        self._line, self._counted = 1, 0
        self._lines: dict[Place, int] = {}
        self._lengths: dict[Place, int] = {}  # of arrays of tables

    def scan(self) -> dict[Place, int]:
        self._skip()
        above: Place = ()
        while self._place < len(self._text):
            if header := _HEADER.match(self._text, self._place):
                above = self._table(header)
                self._place = header.end()
            else:
                self._assignment(above)
            self._skip()
        return self._lines

    def _table(self, header: re.Match[str]) -> Place:
        *parents, last = _parts(header[2])
        path: Place = ()
        for part in parents:
            path = self._latest((*path, part))
            self._note(path)
        path = (*path, last)
        if header[1] == "[[":
            count = self._lengths.get(path, 0)
            self._lengths[path] = count + 1
            self._note(path)
            path = (*path, count)
        self._note(path)
        return path

    def _latest(self, path: Place) -> Place:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _assignment(self, above: Place) -> None:
        key = _KEY.match(self._text, self._place)
        if key is None:  # valid TOML has one here
            raise NotTomlError(self._line)
        path = above
        for part in _parts(key[0]):
            path = (*path, part)
            self._note(path)
        self._place = self._after(_EQUALS, key.end())
        self._value(path)

    def _value(self, path: Place) -> None:
        opening = self._here()
        if opening not in "[{":
            self._place = self._after(_SCALAR, self._place)
            return
        self._place += 1
        self._skip()
        count = 0
        while self._here() not in "]}":
            if opening == "{":
                self._assignment(path)
            else:
                self._note((*path, count))
                self._value((*path, count))
            count += 1
            self._skip()
            if self._here() == ",":
                self._place += 1
                self._skip()
        self._place += 1

    def _here(self) -> str:
        if self._place == len(self._text):
            raise NotTomlError(self._line)
        return self._text[self._place]

    def _note(self, path: Place) -> None:
        if len(path) > MAX_DEPTH:
            raise TooDeepError("too deep")
        self._line += self._text.count("\n", self._counted, self._place)
        self._counted = self._place
        self._lines.setdefault(path, self._line)

    def _skip(self) -> None:
        self._place = self._after(_BLANK, self._place)

    def _after(self, pattern: re.Pattern[str], place: int) -> int:
        match = pattern.match(self._text, place)
        if match is None:
            raise NotTomlError(self._line)
        return match.end()


def _parts(key: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, key)]
