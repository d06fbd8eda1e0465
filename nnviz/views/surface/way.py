"""The way of training as a view has seen it: parameters, moment by moment."""

import numpy as np

from nnviz.run_state import Array
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import Track

MOST = 400  # moments kept; of more every second one is left out


class Way:
    """Parameters at the moments drawn; where the run has a track, at all of its steps taken."""

    def __init__(self) -> None:
        self._iterations: list[int] = []
        self._seen: list[Array] = []

    def go_on(self, snapshot: Snapshot) -> Array:
        """Take this moment in, and return the way to it, of shape (moments, parameters)."""
        if self._seen and self._seen[-1].shape != snapshot.parameters.shape:
            self._iterations, self._seen = [], []
        while self._iterations and self._iterations[-1] >= snapshot.iteration:
            self._iterations.pop()
            self._seen.pop()
        if len(self._seen) >= MOST:
            self._iterations, self._seen = self._iterations[::2], self._seen[::2]
        self._iterations.append(snapshot.iteration)
        self._seen.append(snapshot.parameters)
        track: Track | None = snapshot.parts.get("track")
        return np.array(self._seen) if track is None else tracked(snapshot, track)


def tracked(snapshot: Snapshot, track: Track) -> Array:
    """Return the parameters before each step taken and at present; (moments, parameters)."""
    rows = track.before[: track.present]
    way = np.tile(snapshot.parameters, (len(rows) + 1, 1))
    way[:-1, list(track.places)] = rows
    return way
