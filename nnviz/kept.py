"""What is kept of a run when its experiment changes: the one place that says what is the same."""

from dataclasses import dataclass, replace

from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.layers.dense import Dense
from nnviz.experiment import Experiment


@dataclass(frozen=True)
class Kept:
    """What of one experiment's run is still so in another's.

    Without `places` the weights that still fit stay, as long as no others are drawn.
    """

    dataset: bool  # where the samples come from
    samples: bool  # the samples themselves, and which of them are for training
    inputs: bool  # what the network is given for them
    data: bool  # inputs and targets
    weights: bool  # False: others are drawn
    places: bool  # of the weights in the parameter vector
    network: bool  # with its weights, whatever its activations' settings and its dropout
    layers: bool  # to the last setting
    loss: bool  # with all that counts towards it
    step: bool  # what one does, its learning rate aside
    run: bool  # goes on itself: the same numbers through the same functions
    memory: bool  # the optimizer's
    place: bool  # of the run in its epoch

    @property
    def past(self) -> bool:
        """Whether a state from before the change is still one of the run."""
        return self.memory and self.place


def kept(before: Experiment, after: Experiment) -> Kept:
    """Return what stays of a run of `before` that goes on as one of `after`."""
    features = before.features == after.features
    samples = before.data == after.data
    inputs = samples and features and before.scaling == after.scaling
    weights = _drawing(before) == _drawing(after)
    places = features and _places(before) == _places(after)
    data = inputs and _targets(before) == _targets(after)
    layers = before.layers == after.layers
    run = weights and data and layers
    return Kept(
        dataset=before.data.dataset == after.data.dataset,
        samples=samples,
        inputs=inputs,
        data=data,
        weights=weights,
        places=places,
        network=weights and features and _structure(before) == _structure(after),
        layers=layers,
        loss=_loss(before) == _loss(after),
        step=_loss(before) == _loss(after) and _update(before) == _update(after),
        run=run,
        memory=weights and places and before.optimizer == after.optimizer,
        place=run and before.used_batch_size == after.used_batch_size,
    )


def may_be_left_out(before: Experiment, between: Experiment, after: Experiment) -> bool:
    """Say whether a run comes to the same, to the bit, without the experiment in between.

    That needs no step in between. What an experiment draws or forgets, no later one brings back.
    """
    first, second, both = kept(before, between), kept(between, after), kept(before, after)
    return (
        first.run
        and both.memory == (first.memory and second.memory)
        and both.place == (first.place and second.place)
    )


def _drawing(experiment: Experiment) -> object:
    """Return what the weights are drawn for, how, and from which seed."""
    return (
        experiment.data.dataset,
        experiment.initializer,
        experiment.initializer_settings,
        experiment.bias_initializer,
        experiment.bias_initializer_settings,
        experiment.weights_seed,
    )


def _targets(experiment: Experiment) -> object:
    """Return what else the targets of the same samples depend on."""
    return experiment.outputs, experiment.output_activation


def _places(experiment: Experiment) -> object:
    """Return what says which parameter of a layer stands where."""
    layers = experiment.layers
    return [(layer.units, layer.pieces, layer.bias, layer.batch_norm) for layer in layers]


def _structure(experiment: Experiment) -> list[Dense]:
    """Return the layers without what only says how strongly a part of them works."""
    plain = ActivationSettings()
    return [replace(layer, activation_settings=plain, dropout=0.0) for layer in experiment.layers]


def _loss(experiment: Experiment) -> object:
    """Return what the losses are measured by."""
    return experiment.loss, experiment.loss_settings, experiment.l1, experiment.l2


def _update(experiment: Experiment) -> object:
    """Return what becomes of a gradient."""
    return experiment.optimizer, experiment.optimizer_settings, experiment.clip_norm
