"""What is asked of the loss: over which numbers of one parameter, or over which plane."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.analysis.landscape import Plane, parameter_plane, random_plane
from nnviz.run_state import Array
from nnviz.training.loss_surface import loss_curve, loss_slice
from nnviz.training.snapshot import Snapshot
from nnviz.work import Work

CURVE, GRID = 241, 60  # places of a curve, and of a plane in either direction
SEED = 0  # of random directions
AROUND = 1.0  # how far a parameter is moved to either side where nothing says how far
TOO_BIG = 1e30  # to be drawn

Limits = tuple[float, float]
Room = tuple[float, float]  # before the way's start and beyond its end, of its length
CURVE_ROOM, PLANE_ROOM = (0.08, 0.56), (0.3, 1.5)


@dataclass(frozen=True, eq=False)
class Measured:
    """Losses over one parameter, of shape (across,), or over a plane, of shape (up, across)."""

    snapshot: Snapshot  # at which the others stood
    places: tuple[int, ...]  # in the parameter vector; none: random directions
    plane: Plane | None
    across: Array
    up: Array
    losses: Array

    @property
    def lowest(self) -> tuple[int, int]:
        """The row and column of the lowest loss of a plane."""
        row, column = np.unravel_index(np.nanargmin(self.losses), self.losses.shape)
        return int(row), int(column)


def measuring_curve(snapshot: Snapshot, place: int, limits: Limits) -> Work[Measured]:
    """Measure the loss over one parameter between these limits."""
    across = np.linspace(*limits, CURVE)
    losses = yield from loss_curve(snapshot, place, across)
    return Measured(snapshot, (place,), None, across, np.empty(0), losses)


def measuring_plane(
    snapshot: Snapshot, places: tuple[int, ...], x: Limits, y: Limits
) -> Work[Measured]:
    """Measure the loss over two parameters or, without places, over two random directions."""
    plane = plane_of(snapshot, places)
    across, up = np.linspace(*x, GRID), np.linspace(*y, GRID)
    losses = yield from loss_slice(snapshot, plane, across, up)
    return Measured(snapshot, places, plane, across, up, losses)


def plane_of(snapshot: Snapshot, places: tuple[int, ...]) -> Plane:
    """Return the plane of two parameters, else of random directions through the present."""
    if places:
        return parameter_plane(snapshot.parameters, *places)
    return random_plane(snapshot.network, np.random.default_rng(SEED))


def limits_of(way: Array, before: Limits | None = None, room: Room = CURVE_ROOM) -> Limits:
    """Return limits with room around numbers, and more of it beyond the last one.

    The limits from before stay as long as they fit, so that a picture does not tremble.
    """
    way = way[np.abs(way) < TOO_BIG]
    if not way.size:
        return (-AROUND, AROUND)
    low, high = float(way.min()), float(way.max())
    if before and before[0] <= low and high <= before[1] and before[1] - before[0] < 12 * AROUND:
        return before
    span = high - low
    if span < 1e-6 * max(1.0, abs(low)):
        reach = max(AROUND, 1.5 * abs(low))
        return (low - reach, high + reach)
    near, far = room[0] * span, room[1] * span
    rising = way[-1] >= way[0]
    return (low - near, high + far) if rising else (low - far, high + near)
