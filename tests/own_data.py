"""A person's own points for tests: named classes over two inputs, and small pictures."""

import numpy as np

from nnviz.data.form import Column, DataForm
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.experiment import Experiment, with_dataset

BODIES_FORM = DataForm(
    (Column("height", limits=(140.0, 200.0)), Column("weight", limits=(40.0, 110.0))),
    class_names=("female", "male"),
)
PICTURES_FORM = DataForm(
    tuple(Column(f"pixel {number}", "pixel", (0.0, 1.0)) for number in range(6)),
    class_names=("dark", "bright"),
    picture_shape=(2, 3),
)


def bodies(count: int = 24) -> Points:
    rng = np.random.default_rng(4)
    y = np.arange(count) % 2.0
    height = np.clip(rng.normal(165 + 12 * y, 6), 140, 200)
    weight = np.clip(rng.normal(60 + 15 * y, 6), 40, 110)
    return Points(np.stack([height, weight]), y)


def pictures(count: int = 12) -> Points:
    rng = np.random.default_rng(5)
    y = np.arange(count) % 2.0
    return Points(np.clip(rng.uniform(0, 0.5, (6, count)) + y / 2, 0, 1), y)


def of_bodies() -> Experiment:
    """Return an experiment on the bodies, which are kept for it."""
    return with_dataset(Experiment(), keep_points(bodies(), BODIES_FORM))


def of_pictures() -> Experiment:
    return with_dataset(Experiment(), keep_points(pictures(), PICTURES_FORM))
