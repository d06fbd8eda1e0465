"""How much bigger things get for the projector: type has a share of the screen's height.

To add a size, append a row to TYPE_SIZES.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize

from nnviz.catalog import catalog
from nnviz.theme import FONT_PIXELS

WIDEST = 3 / 4  # of a screen's width counts as its height where it is higher


@dataclass(frozen=True)
class TypeSize:
    """One row of TYPE_SIZES: the height of the smallest type, of the screen's height."""

    key: str
    label: str
    share: float


# The smallest index, 0.425 of its type's height, has 1.2 % of the screen's height or more.
TYPE_SIZES = catalog(
    TypeSize("S", "Small", 0.029),
    TypeSize("M", "Medium", 0.0315),
    TypeSize("L", "Large", 0.037),
)


def projector_factor(screen: QSize, type_size: str) -> float:
    """Return how much bigger things get on a screen, for a key of TYPE_SIZES."""
    height = min(screen.height(), screen.width() * WIDEST)
    return TYPE_SIZES[type_size].share * height / FONT_PIXELS["body"]
