"""How much bigger things get for the projector: type's share of the screen's height."""

import pytest
from PySide6.QtCore import QSize

from nnviz.app.projector_size import TYPE_SIZES, projector_factor
from nnviz.theme import FONT_PIXELS


@pytest.mark.parametrize(
    ("width", "height", "pixels"),
    [(1024, 768, 24), (1366, 768, 24), (1920, 1080, 34), (3840, 2160, 68), (1080, 1920, 26)],
)
def test_the_smallest_type_is_a_share_of_the_screen(width: int, height: int, pixels: int) -> None:
    assert round(projector_factor(QSize(width, height), "M") * FONT_PIXELS["body"]) == pixels


def test_sizes_grow_from_one_to_the_next() -> None:
    shares = [row.share for row in TYPE_SIZES.values()]
    assert shares == sorted(shares)
