"""Small experiments to run and to open: `python -m tests.examples` writes resources/examples anew.

Each is untrained and ends training by itself.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from nnviz.catalog import catalog
from nnviz.experiment import (
    DataChoice,
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_optimizer,
)
from nnviz.files.model_file import SUFFIX, Model, write_model

FOLDER = Path(__file__).parent.parent / "resources" / "examples"


@dataclass(frozen=True)
class Example:
    """One file by its name, and what is in it."""

    key: str
    experiment: Experiment

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.key}{SUFFIX}"


def _xor() -> Experiment:
    """2-2-1 with tanh, by plain gradient descent in batches."""
    return replace(
        with_dataset(Experiment(), "corners"),
        data=DataChoice("corners", samples=100, noise=0.1),
        hidden_layers=(LayerChoice(2),),
        stopping=Stopping(epochs=300),
    )


def _spiral() -> Experiment:
    """2-16-16-3 with ReLU and softmax, by Adam."""
    return replace(
        with_optimizer(with_dataset(Experiment(), "three_arm_spiral"), "adam"),
        data=DataChoice("three_arm_spiral", samples=1500, noise=0.1),
        hidden_layers=(LayerChoice(16, "relu"), LayerChoice(16, "relu")),
        initializer="he_normal",
        learning_rate=0.01,
        batch_size=30,
        stopping=Stopping(epochs=150),
    )


def _square() -> Experiment:
    """1-8-1 with tanh, by Adam; the loss is the mean squared error itself."""
    return replace(
        with_optimizer(with_dataset(Experiment(), "square"), "adam"),
        hidden_layers=(LayerChoice(8),),
        loss="mse",
        learning_rate=0.03,
        stopping=Stopping(epochs=200),
    )


def _autoencoder() -> Experiment:
    """8-3-8: three neurons that tell eight rows apart."""
    return replace(
        with_optimizer(with_dataset(Experiment(), "one_hot"), "adam"),
        data=DataChoice("one_hot", samples=160),
        hidden_layers=(LayerChoice(3),),
        loss="mse",
        learning_rate=0.1,
        batch_size=None,
        stopping=Stopping(epochs=600),
    )


EXAMPLES = catalog(
    Example("xor", _xor()),
    Example("spiral", _spiral()),
    Example("square", _square()),
    Example("autoencoder", _autoencoder()),
)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for example in EXAMPLES.values():
        write_model(example.path, Model(example.experiment))
