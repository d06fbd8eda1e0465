"""The groups that lessons stand in. To add one, append a row to GROUPS."""

from dataclasses import dataclass

from nnviz.catalog import catalog


@dataclass(frozen=True)
class Group:
    """What the lessons of a group are about."""

    key: str
    label: str


GROUPS = catalog(
    Group("neuron", "Neuron and perceptron"),
    Group("regression", "Linear regression and gradient descent"),
    Group("activations", "Why activations"),
    Group("structure", "Structure of a network"),
    Group("training", "Training"),
    Group("own", "Your lessons"),
)
