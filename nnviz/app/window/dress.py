"""Dress: how much of the run bar's buttons is shown."""

from enum import IntEnum


class Dress(IntEnum):
    """From everything to hardly anything; a button loses its words from some dress on."""

    FULL = 0
    LEAN = 1  # new weights and projector without words
    BARE = 2  # no speed
    ICONS = 3  # no words but on the main button
