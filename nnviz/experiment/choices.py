"""Every choice a person can make, as one row: what it is called, what it may be, since when.

To add one, append its field to Experiment, DataChoice, LayerChoice or Stopping in experiment.py and
its row to that class' table here, with the next format version as `since` and, as `missing`, the
value that files without it mean. Its check, its place in files and its words come from the row.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nnviz.catalog import catalog
from nnviz.data.own_points import MAX_POINTS, MIN_POINTS
from nnviz.data.scaling import SCALINGS
from nnviz.data.sources import SOURCES
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.initializers import BIAS_INITIALIZERS, INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES
from nnviz.experiment.choice_rows import (
    ChoiceRow,
    FeaturesRow,
    FlagRow,
    GroupRow,
    KeyRow,
    Missing,
    NumberRow,
    SettingsRow,
)

MAX_HIDDEN_LAYERS = 8
MAX_UNITS = 512
MAX_PIECES = 4  # of a maxout
MAX_SEED = 2**31 - 1
MAX_REGULARISATION = 100.0
MAX_EPOCHS = 10**9

DATA_CHOICES: Mapping[str, ChoiceRow] = catalog(
    KeyRow(key="dataset", label="Data set", noun="data set", table=SOURCES),
    NumberRow(
        key="samples",
        label="Samples",
        hint="How many points there are, for training and testing together.",
        low=MIN_POINTS,
        high=MAX_POINTS,
        whole=True,
    ),
    NumberRow(
        key="noise",
        label="Noise",
        hint="How far chance moves the points or their answers.",
        low=0,
        high=0.5,
    ),
    NumberRow(
        key="train_share",
        label="Training share",
        hint="The share of the points to train with; the others test what was learnt.",
        low=0.1,
        high=0.9,
    ),
    NumberRow(
        key="seed",
        label="Data seed",
        hint="The number the points are drawn from: the same seed gives the same points.",
        low=0,
        high=MAX_SEED,
        whole=True,
    ),
)

LAYER_CHOICES: Mapping[str, ChoiceRow] = catalog(
    NumberRow(key="units", label="Neurons", low=1, high=MAX_UNITS, whole=True),
    KeyRow(key="activation", label="Activation", noun="activation", table=ACTIVATIONS),
    SettingsRow(
        key="activation_settings",
        label="Activation",
        of="activation",
        table=ACTIVATIONS,
        missing=Missing.DEFAULTS,
    ),
    FlagRow(
        key="bias",
        label="Bias",
        hint="A number of its own that every neuron adds to its sum.",
        missing=True,
    ),
    NumberRow(
        key="pieces",
        label="Pieces of a maxout",
        title="Maxout",
        hint="Instead of an activation: every neuron gives the largest of several sums.",
        low=1,
        high=MAX_PIECES,
        whole=True,
        missing=1,
    ),
    FlagRow(
        key="batch_norm",
        label="Batch normalisation",
        hint="Brings every neuron's sums to mean 0 and variance 1 within a batch, then scales "
        "and shifts them by a learned γ and β. Outside training, as in the pictures, "
        "running means and variances stand for those of the batch.",
        missing=False,
    ),
    NumberRow(
        key="dropout",
        label="Dropout",
        hint="The share of the layer's values that is left out, at random, in every step of "
        "training. The pictures are drawn with all of them.",
        low=0,
        high=0.9,
        missing=0.0,
    ),
)

STOPPING_CHOICES: Mapping[str, ChoiceRow] = catalog(
    NumberRow(
        key="epochs",
        label="Epochs",
        title="After {value} epochs",
        hint="Ends the training after this many passes over the training data.",
        low=1,
        high=MAX_EPOCHS,
        whole=True,
        optional=True,
    ),
    NumberRow(
        key="target_loss",
        label="Target loss",
        title="At test loss {value}",
        hint="Ends the training as soon as the test loss is this low.",
        low=0,
        high=1e9,
        optional=True,
    ),
    NumberRow(
        key="patience",
        label="Patience",
        title="If no better for {value} epochs",
        hint="Ends the training after this many epochs without a better test loss.",
        low=1,
        high=MAX_EPOCHS,
        whole=True,
        optional=True,
    ),
)

EXPERIMENT_CHOICES: Mapping[str, ChoiceRow] = catalog(
    GroupRow(key="data", label="Data", rows=DATA_CHOICES),
    FeaturesRow(key="features", label="Input features"),
    KeyRow(
        key="scaling",
        label="Scaling",
        noun="scaling",
        hint="How the inputs are brought to a common size, fitted on the training data.",
        table=SCALINGS,
    ),
    GroupRow(key="hidden_layers", label="Hidden layers", rows=LAYER_CHOICES, several=True),
    KeyRow(key="output_activation", label="Activation", noun="activation", table=ACTIVATIONS),
    SettingsRow(
        key="output_activation_settings",
        label="Activation",
        of="output_activation",
        table=ACTIVATIONS,
        missing=Missing.DEFAULTS,
    ),
    FlagRow(key="output_bias", label="Bias", missing=True),
    KeyRow(
        key="loss",
        label="Loss function",
        noun="loss",
        hint="What the training makes small: how wrong the answers are.",
        table=LOSSES,
    ),
    SettingsRow(
        key="loss_settings",
        label="Loss function",
        of="loss",
        table=LOSSES,
        missing=Missing.DEFAULTS,
    ),
    KeyRow(
        key="optimizer",
        label="Optimizer",
        noun="optimizer",
        hint="The rule for the step to new weights.",
        table=METHODS,
    ),
    SettingsRow(
        key="optimizer_settings", label="Optimizer", of="optimizer", table=METHODS, fitted=False
    ),
    NumberRow(
        key="learning_rate",
        label="Learning rate",
        hint="How large a step each update of the weights is.",
        low=0,
        high=1000,
    ),
    KeyRow(
        key="schedule",
        label="Schedule",
        noun="learning-rate schedule",
        hint="How the learning rate changes from epoch to epoch.",
        table=SCHEDULES,
        missing="constant",
    ),
    SettingsRow(
        key="schedule_settings",
        label="Schedule",
        of="schedule",
        table=SCHEDULES,
        missing=Missing.DEFAULTS,
    ),
    NumberRow(
        key="clip_norm",
        label="Clipping norm",
        title="Clip gradients at norm {value}",
        hint="A gradient longer than this is shortened to it; its direction is kept.",
        low=1e-6,
        high=1e6,
        optional=True,
        missing=None,
    ),
    NumberRow(
        key="batch_size",
        label="Batch size",
        hint="How many samples are averaged for one update of the weights.",
        low=1,
        high=MAX_POINTS,
        whole=True,
        optional=True,
    ),
    NumberRow(
        key="l1",
        label="L1",
        title="L1 rate",
        hint="How strongly the sum of all |w| counts; drives weights to exactly 0 "
        "(Adam and its like: near 0).",
        low=0,
        high=MAX_REGULARISATION,
    ),
    NumberRow(
        key="l2",
        label="L2",
        title="L2 rate",
        hint="How strongly the sum of all w² counts; keeps weights small.",
        low=0,
        high=MAX_REGULARISATION,
    ),
    KeyRow(
        key="initializer",
        label="Initial weights",
        noun="initial weights",
        hint="How the first weights are drawn.",
        table=INITIALIZERS,
    ),
    SettingsRow(
        key="initializer_settings",
        label="Initial weights",
        of="initializer",
        table=INITIALIZERS,
        missing=Missing.DEFAULTS,
    ),
    KeyRow(
        key="bias_initializer",
        label="Initial biases",
        noun="initial biases",
        hint="How the first biases are drawn.",
        table=BIAS_INITIALIZERS,
        missing="zeros",
    ),
    SettingsRow(
        key="bias_initializer_settings",
        label="Initial biases",
        of="bias_initializer",
        table=INITIALIZERS,
        missing=Missing.DEFAULTS,
    ),
    NumberRow(
        key="weights_seed",
        label="Weights seed",
        hint="The number the first weights are drawn from: the same seed, the same weights.",
        low=0,
        high=MAX_SEED,
        whole=True,
    ),
    GroupRow(key="stopping", label="Stop training", rows=STOPPING_CHOICES),
)


def _flat(rows: Mapping[str, ChoiceRow], above: str = "") -> Iterator[tuple[str, ChoiceRow]]:
    for row in rows.values():
        yield above + row.key, row
        if isinstance(row, GroupRow):
            yield from _flat(row.rows, f"{above}{row.key}.")


# By the way that leads there, as in data.samples and hidden_layers.dropout.
CHOICES: Mapping[str, ChoiceRow] = MappingProxyType(dict(_flat(EXPERIMENT_CHOICES)))
NUMBERS: Mapping[str, NumberRow] = MappingProxyType(
    {path: row for path, row in CHOICES.items() if isinstance(row, NumberRow)}
)
