"""How much bigger things get for the projector."""

from PySide6.QtCore import QSize

PROJECTOR_FACTORS = (1.15, 1.4)
PROJECTOR_BASE = (800, 600)  # a screen this large shows network, output and loss at factor 1


def projector_factor(screen: QSize) -> float:
    """Return how much bigger things get: less where there are few pixels, big as they are."""
    fitting = min(screen.width() / PROJECTOR_BASE[0], screen.height() / PROJECTOR_BASE[1])
    least, most = PROJECTOR_FACTORS
    return min(max(fitting, least), most)
