"""Unsaved: whether closing would lose something, and up to where work has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SavePoint:
    """Up to where work has come: the latest that was done by hand, and whether training goes on."""

    deed: object
    at_work: bool


class Unsaved:
    """Follows what is done by hand.

    Training alone loses nothing that Replay would not repeat, unless a file would stay behind it.
    """

    def __init__(self, tell: Callable[[bool], None]):
        """`tell` hears whenever `modified` has become another."""
        self.modified = False
        self._tell = tell
        self._has_file = False
        self._deed = object()  # stands for the latest
        self._covered = False

    def point(self, at_work: bool) -> SavePoint:
        return SavePoint(self._deed, at_work and not self._covered)

    def cover(self) -> None:
        """Take no note of anything but savings from now on: it is done to other work."""
        self._covered = True

    def uncover(self) -> None:
        """Take note again."""
        self._covered = False

    def is_as_at(self, point: SavePoint) -> bool:
        """Say whether nothing was done by hand since; training may have gone on."""
        return point.deed is self._deed

    def move(self) -> None:
        """Take note that the run was taken to another of its moments."""
        if self._covered:
            return
        self._deed = object()

    def train(self) -> None:
        """Take note that training, or a step, was asked for."""
        if self._covered:
            return
        self._deed = object()
        self._set(self.modified or self._has_file)

    def edit(self) -> None:
        """Take note of an edit."""
        if self._covered:
            return
        self._deed = object()
        self._set(True)

    def open(self, has_file: bool) -> None:
        """Take note that other work is here, as it is in its file or as it begins."""
        if self._covered:
            return
        self._deed = object()
        self._has_file = has_file
        self._set(False)

    def save(self, point: SavePoint, at_work: bool) -> None:
        """Take note that a file holds all of it as of this point."""
        self._has_file = True
        if self.is_as_at(point):
            self._set(point.at_work or (at_work and not self._covered))

    def _set(self, modified: bool) -> None:
        if modified != self.modified:
            self.modified = modified
            self._tell(modified)
