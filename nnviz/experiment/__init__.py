"""Every choice a person can make, as one frozen value: enough to repeat a run."""

from nnviz.experiment.changes import (
    with_dataset,
    with_loss,
    with_optimizer,
    with_output_activation,
)
from nnviz.experiment.choice_rows import ExperimentError
from nnviz.experiment.choices import (
    MAX_EPOCHS,
    MAX_HIDDEN_LAYERS,
    MAX_PIECES,
    MAX_REGULARISATION,
    MAX_SEED,
    MAX_UNITS,
)
from nnviz.experiment.experiment import (
    DataChoice,
    Experiment,
    LayerChoice,
    Stopping,
)

__all__ = [
    "MAX_EPOCHS",
    "MAX_HIDDEN_LAYERS",
    "MAX_PIECES",
    "MAX_REGULARISATION",
    "MAX_SEED",
    "MAX_UNITS",
    "DataChoice",
    "Experiment",
    "ExperimentError",
    "LayerChoice",
    "Stopping",
    "with_dataset",
    "with_loss",
    "with_optimizer",
    "with_output_activation",
]
