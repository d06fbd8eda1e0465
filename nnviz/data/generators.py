"""Data sets made by formula. To add one, append a row to DATASETS.

The four of TensorFlow Playground (circle, XOR, two Gaussians, spiral) and its two regressions
follow its published formulas. `noise` runs from 0 to 0.5 as it does there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.catalog import catalog
from nnviz.data.form import LIMIT, DataForm, classes_over, values_over
from nnviz.data.points import Array, Points

Rng = np.random.Generator
Mask = NDArray[np.bool_]
CORNERS_LIMIT = SQUARE_LIMIT = 2.0
RING_LIMIT = 3.0
LINE_LIMIT = 10.0
ROWS = 8  # of one-hot rows, and numbers in each


@dataclass(frozen=True, eq=False)
class Dataset:
    """One data set: `generate(count, noise, rng)` returns `count` points of its form."""

    key: str
    label: str
    form: DataForm
    generate: Callable[[int, float, Rng], Points]
    points: Points | None = None  # a person's own, all there are


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)])


def _halves(count: int) -> tuple[int, int]:
    return count - count // 2, count // 2


def circle(count: int, noise: float, rng: Rng) -> Points:
    """A disc (class 1) inside a ring (class 0), radius 5; noise blurs which side a point is on."""
    radius = 5.0
    inside, outside = _halves(count)
    distance = np.concatenate(
        [rng.uniform(0, radius * 0.5, inside), rng.uniform(radius * 0.7, radius, outside)]
    )
    x = _polar(distance, rng.uniform(0, 2 * np.pi, count))
    blurred = x + rng.uniform(-radius, radius, (2, count)) * noise
    return Points(x, (np.hypot(*blurred) < radius * 0.5).astype(float))


def xor(count: int, noise: float, rng: Rng) -> Points:
    """Four quadrants, class 1 where x1·x2 ≥ 0; a gap of 0.3 is left along the axes."""
    x = rng.uniform(-5, 5, (2, count))
    x += np.where(x > 0, 0.3, -0.3)
    blurred = x + rng.uniform(-5, 5, (2, count)) * noise
    return Points(x, (blurred[0] * blurred[1] >= 0).astype(float))


def corners(count: int, noise: float, rng: Rng) -> Points:
    """XOR as on the board: (±1, ±1) in turn, class 1 where exactly one of the two is positive."""
    corner = np.arange(count) % 4
    x = 2.0 * np.stack([corner // 2, corner % 2]).astype(float) - 1.0
    y = (x[0] * x[1] < 0).astype(float)
    return Points(_clouds(x, 0.8 * noise, rng, CORNERS_LIMIT), y)


def _clouds(centres: Array, deviation: float, rng: Rng, limit: float = LIMIT) -> Array:
    """Return a normally distributed point around each centre; those outside are drawn again."""
    x = centres + rng.normal(0, deviation, centres.shape)
    while (outside := (np.abs(x) > limit).any(axis=0)).any():
        x[:, outside] = centres[:, outside] + rng.normal(0, deviation, (2, int(outside.sum())))
    return x


def two_gaussians(count: int, noise: float, rng: Rng) -> Points:
    """Normal clouds around (2, 2) and (−2, −2), variance 0.5 without noise and 4 at 0.5."""
    deviation = float(np.sqrt(0.5 + noise * 7))
    y = np.repeat([1.0, 0.0], _halves(count))
    return Points(_clouds(np.tile(np.where(y == 1, 2.0, -2.0), (2, 1)), deviation, rng), y)


def _arms(count: int, noise: float, rng: Rng, arms: int) -> Points:
    arm = np.arange(count) % arms
    along = np.arange(count) // arms / max(1, -(-count // arms))
    x = _polar(along * 5, 1.75 * along * 2 * np.pi + arm * 2 * np.pi / arms)
    x += rng.uniform(-1, 1, (2, count)) * noise
    return Points(x, (arms - 1 - arm).astype(float))


def spiral(count: int, noise: float, rng: Rng) -> Points:
    """Two arms of 1¾ turns."""
    return _arms(count, noise, rng, 2)


def three_arm_spiral(count: int, noise: float, rng: Rng) -> Points:
    """Three arms of 1¾ turns, a class each."""
    return _arms(count, noise, rng, 3)


def three_blobs(count: int, noise: float, rng: Rng) -> Points:
    """Normal clouds of three classes at the corners of a triangle, 3 from the middle."""
    y = np.arange(count) % 3
    centres = _polar(np.full(3, 3.0), np.arange(3) * 2 * np.pi / 3)
    return Points(_clouds(centres[:, y], 0.5 + 2 * noise, rng), y.astype(float))


def ring(count: int, noise: float, rng: Rng) -> Points:
    """Class 1 where 1 ≤ ‖x‖₂ ≤ 2, class 0 elsewhere in the square; noise blurs both edges."""

    def is_ring(x: Array) -> Mask:
        distance = np.hypot(*x)
        return np.asarray((distance >= 1) & (distance <= 2))

    outside, inside = _halves(count)
    distance = np.sqrt(rng.uniform(1, 4, inside))  # evenly over the ring's area
    x = np.concatenate(
        [
            _elsewhere(is_ring, outside, rng, RING_LIMIT),
            _polar(distance, rng.uniform(0, 2 * np.pi, inside)),
        ],
        axis=1,
    )
    return Points(x, is_ring(x + rng.uniform(-2, 2, x.shape) * noise).astype(float))


def three_modes(count: int, noise: float, rng: Rng) -> Points:
    """Class 1 in three discs of radius 1.2, 3 from the middle; class 0 everywhere else."""
    centres = _polar(np.full(3, 3.0), np.arange(3) * 2 * np.pi / 3)

    def is_mode(x: Array) -> Mask:
        return np.asarray((np.hypot(*(x[:, None] - centres[:, :, None])) <= 1.2).any(axis=0))

    outside, inside = _halves(count)
    angle = rng.uniform(0, 2 * np.pi, inside)
    within = _polar(1.2 * np.sqrt(rng.uniform(0, 1, inside)), angle)
    x = np.concatenate(
        [_elsewhere(is_mode, outside, rng, 5.0), centres[:, np.arange(inside) % 3] + within],
        axis=1,
    )
    return Points(x, is_mode(x + rng.uniform(-5, 5, x.shape) * noise).astype(float))


def _elsewhere(taken: Callable[[Array], Mask], count: int, rng: Rng, limit: float) -> Array:
    """Return points spread evenly over the square, none of them where it is taken."""
    x = rng.uniform(-limit, limit, (2, count))
    while (wrong := taken(x)).any():
        x[:, wrong] = rng.uniform(-limit, limit, (2, int(wrong.sum())))
    return x


def plane(count: int, noise: float, rng: Rng) -> Points:
    """y = (x1 + x2) / 10."""
    x = rng.uniform(-LIMIT, LIMIT, (2, count))
    blurred = x + rng.uniform(-LIMIT, LIMIT, (2, count)) * noise
    return Points(x, blurred.sum(axis=0) / 10)


def multi_gaussian(count: int, noise: float, rng: Rng) -> Points:
    """Six bumps of radius 2 and alternating sign; y is that of the strongest bump."""
    centres = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
    signs = np.array([1.0, -1, 1, -1, 1, -1])
    x = rng.uniform(-LIMIT, LIMIT, (2, count))
    blurred = x + rng.uniform(-LIMIT, LIMIT, (2, count)) * noise
    distance = np.hypot(blurred[0] - centres[:, :1], blurred[1] - centres[:, 1:])
    bumps = signs[:, None] * np.clip(1 - distance / 2, 0, 1)
    strongest = np.abs(bumps).argmax(axis=0)
    return Points(x, bumps[strongest, np.arange(count)])


def _curve(
    function: Callable[[Array], Array], limit: float = LIMIT
) -> Callable[[int, float, Rng], Points]:
    def generate(count: int, noise: float, rng: Rng) -> Points:
        x = rng.uniform(-limit, limit, (1, count))
        return Points(x, function(x[0]) + rng.normal(0, 1, count) * noise)

    return generate


def noisy_line(count: int, noise: float, rng: Rng) -> Points:
    """y = 2(x + ε) + 3, x uniform on (−10, 10), ε normal with σ = noise."""
    x = rng.uniform(-LINE_LIMIT, LINE_LIMIT, (1, count))
    return Points(x, 2 * (x[0] + rng.normal(0, 1, count) * noise) + 3)


def one_hot(count: int, noise: float, rng: Rng) -> Points:
    """Rows with a single 1 among eight numbers, in turn; the answer is the row without its noise.

    So they are for an autoencoder, and with noise for a denoising one.
    """
    y = np.eye(ROWS)[:, np.arange(count) % ROWS]
    return Points(y + rng.normal(0, 1, y.shape) * noise, y)


DATASETS = catalog(
    Dataset("circle", "Circle", classes_over(2, classes=2), circle),
    Dataset("xor", "XOR", classes_over(2, classes=2), xor),
    Dataset("corners", "Corners", classes_over(2, classes=2, limit=CORNERS_LIMIT), corners),
    Dataset("ring", "Ring", classes_over(2, classes=2, limit=RING_LIMIT), ring),
    Dataset("spiral", "Spiral", classes_over(2, classes=2), spiral),
    Dataset("three_blobs", "Three blobs", classes_over(2, classes=3), three_blobs),
    Dataset("three_modes", "Three modes", classes_over(2, classes=2), three_modes),
    Dataset("plane", "Plane", values_over(2), plane),
    Dataset("two_gaussians", "Two Gaussians", classes_over(2, classes=2), two_gaussians),
    Dataset("three_arm_spiral", "Three-arm spiral", classes_over(2, classes=3), three_arm_spiral),
    Dataset("multi_gaussian", "Multi-Gaussian", values_over(2), multi_gaussian),
    Dataset("one_hot", "One-hot rows", values_over(ROWS, targets=ROWS), one_hot),
    Dataset("line", "Line", values_over(1), _curve(lambda x: x / 3 + 0.5)),
    Dataset("noisy_line", "Noisy line", values_over(1, limit=LINE_LIMIT), noisy_line),
    Dataset("parabola", "Parabola", values_over(1), _curve(lambda x: x**2 / 9 - 2)),
    Dataset("sine", "Sine", values_over(1), _curve(lambda x: 1.5 * np.sin(x))),
    Dataset(
        "square",
        "y = x²",
        values_over(1, limit=SQUARE_LIMIT),
        _curve(lambda x: x**2, SQUARE_LIMIT),
    ),
)
