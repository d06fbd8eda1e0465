"""How far the dashes have moved along their edges."""

from time import perf_counter

SPEED = 18.0  # pixels of the design a second
LONGEST_FRAME_S = 0.1  # after a longer pause the dashes go on from where they were


class DashMotion:
    """The dashes move while training is under way, by the clock, however many frames there are."""

    def __init__(self, factor: float):
        self.phase = 0.0  # in pixels
        self._speed = SPEED * factor
        self._at: float | None = None  # when the last frame was, if they moved then

    def go_on(self, moving: bool) -> None:
        """Come to where they are now."""
        now, before = perf_counter(), self._at
        self._at = now if moving else None
        if moving and before is not None:
            self.phase += min(now - before, LONGEST_FRAME_S) * self._speed
