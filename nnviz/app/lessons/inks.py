"""Inks: the colours that a lesson's terms have by their roles, in words and within formulas."""

import re

from PySide6.QtGui import QColor

from nnviz.theme import Theme

INKS = {"positive": "blue_ink", "negative": "orange_ink", "accent": "accent", "muted": "muted"}
_COLORED = re.compile(r"\\textcolor\{(" + "|".join(INKS) + r")\}")
_SIGNED = re.compile(r"(=|\\leftarrow|\\approx|\\cdot|<|>|,|\()\s*-")


def ink(theme: Theme, role: str) -> QColor:
    """Return the colour of a role; of none, that of text."""
    return theme.color(INKS.get(role, "text"))


def inked(theme: Theme, latex: str) -> str:
    """Return the formula with the theme's colours in the place of roles: \\textcolor{negative}.

    A sign before a number keeps close to it: ziamath (as of 0.13) takes it for a difference.
    """
    latex = _SIGNED.sub(r"\1 {-}", latex)
    return _COLORED.sub(lambda found: rf"\textcolor{{{ink(theme, found[1]).name()}}}", latex)
