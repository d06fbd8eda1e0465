"""What the window is measured with. To add a case, append a row to SCENES."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from nnviz.catalog import catalog
from nnviz.experiment import Experiment, LayerChoice, with_dataset

WIDTH, HEIGHT = 1920, 1080  # of the screen and of the window, before the scale


@dataclass(frozen=True)
class Scene:
    """One row of SCENES: an experiment in a window that fills its screen."""

    key: str
    label: str
    experiment: Callable[[], Experiment] = Experiment
    views: int = 4  # that are to be in sight
    scale: int = 1  # pixels of the screen to one of the design
    remembered: bool = False  # the window was open before, and its arrangement was kept


def _deep() -> Experiment:
    return replace(Experiment(), hidden_layers=(LayerChoice(16),) * 8, learning_rate=0.01)


def _wide() -> Experiment:
    return replace(Experiment(), hidden_layers=(LayerChoice(256),) * 4, learning_rate=0.01)


SCENES = catalog(
    Scene("opening", "opening screen"),
    Scene("second", "a second start, arrangement remembered", remembered=True),
    Scene("4k", "3840×2160 at scale 2", scale=2),
    Scene("8x16", "8 layers of 16", _deep),
    Scene("4x256", "4 layers of 256", _wide),
    Scene("batch-1", "batch 1", lambda: replace(Experiment(), batch_size=1)),
    Scene("three-classes", "three classes", lambda: with_dataset(Experiment(), "three_blobs")),
)
