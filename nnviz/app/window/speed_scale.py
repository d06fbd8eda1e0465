"""The stops of the speed slider: from one step a second to as fast as it goes."""

from math import log10

from nnviz.language import tr

STOPS_A_DECADE = 6
DECADES = 3
FASTEST = STOPS_A_DECADE * DECADES + 1  # the stop for "as fast as it goes"


def speed_at(stop: int) -> float | None:
    """Return the steps per second at a stop, two figures of them; None: as fast as it goes."""
    if stop >= FASTEST:
        return None
    return float(f"{10 ** (stop / STOPS_A_DECADE):.2g}")


def stop_at(speed: float | None) -> int:
    """Return the stop nearest to a speed."""
    if speed is None:
        return FASTEST
    return min(max(round(log10(speed) * STOPS_A_DECADE), 0), FASTEST - 1)


def speed_text(speed: float | None) -> str:
    """Return the speed in words."""
    if speed is None:
        return tr("max")
    return tr("1 step/s") if speed == 1 else tr("{rate:,g} steps/s", rate=speed)
