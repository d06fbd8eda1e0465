"""Where something may stand, so that all of it can be seen."""

from PySide6.QtCore import QRect


def moved_within(place: QRect, area: QRect) -> QRect:
    """Return a place moved so that it lies within an area; of a larger one, the left upper part."""
    moved = QRect(place)
    moved.moveRight(min(moved.right(), area.right()))
    moved.moveBottom(min(moved.bottom(), area.bottom()))
    moved.moveLeft(max(moved.left(), area.left()))
    moved.moveTop(max(moved.top(), area.top()))
    return moved
