"""A cell of the board: a number, a sign or a formula."""

from dataclasses import dataclass
from typing import Literal

Ink = Literal["text", "muted", "weight", "slope"]


@dataclass(frozen=True)
class Cell:
    """A number, sign or formula in a column."""

    text: str
    ink: Ink = "text"
    latex: bool = False
    sign: float = 0.0  # of the number, for its ink


def rate_text(rate: float) -> str:
    return f"{rate:g}"
