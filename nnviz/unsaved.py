"""Unsaved: whether closing would lose something, and up to where work has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SavePoint:
    """Up to where work has come: what was done by hand so far, and whether training goes on."""

    deeds: int
    at_work: bool


class Unsaved:
    """Counts what is done by hand. Training alone loses nothing that Replay would not repeat,
    unless a file is there that would stay behind."""

    def __init__(self, tell: Callable[[bool], None]):
        """`tell` hears whenever `modified` has become another."""
        self.modified = False
        self._tell = tell
        self._has_file = False
        self._deeds = 0

    def point(self, at_work: bool) -> SavePoint:
        return SavePoint(self._deeds, at_work)

    def is_as_at(self, point: SavePoint) -> bool:
        """Say whether nothing was done by hand since; training may have gone on."""
        return point.deeds == self._deeds

    def move(self) -> None:
        """Take note that the run was taken to another of its moments."""
        self._deeds += 1

    def train(self) -> None:
        """Take note that training, or a step, was asked for."""
        self._deeds += 1
        self._set(self.modified or self._has_file)

    def edit(self) -> None:
        """Take note of an edit."""
        self._deeds += 1
        self._set(True)

    def open(self, has_file: bool) -> None:
        """Take note that other work is here, as it is in its file or as it begins."""
        self._deeds += 1
        self._has_file = has_file
        self._set(False)

    def save(self, point: SavePoint, at_work: bool) -> None:
        """Take note that a file holds all of it as of this point."""
        self._has_file = True
        if self.is_as_at(point):
            self._set(point.at_work or at_work)

    def _set(self, modified: bool) -> None:
        if modified != self.modified:
            self.modified = modified
            self._tell(modified)
