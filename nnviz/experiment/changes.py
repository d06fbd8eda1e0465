"""Changes of one choice that take others along, so that they go together."""

from dataclasses import replace

from nnviz.data.features import FORMULA_INPUTS
from nnviz.data.form import DataForm
from nnviz.data.sources import SOURCES, form_of
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.experiment.choice_rows import chosen
from nnviz.experiment.choices import EXPERIMENT_CHOICES
from nnviz.experiment.experiment import DataChoice, Experiment
from nnviz.language import tr


def changed_labels(before: Experiment, after: Experiment) -> list[str]:
    """Return what the choices are called that differ between experiments of as many layers."""
    pairs = zip(chosen(before, EXPERIMENT_CHOICES), chosen(after, EXPERIMENT_CHOICES), strict=False)
    labels = {row.label: tr(row.label) for (row, old), (_, new) in pairs if old != new}
    return list(labels.values())


def with_dataset(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment on another data set, with all that fits it: features, output, loss.

    A way to learn that does not fit gives way to SGD.
    """
    before, form = experiment.form, form_of(key)
    changed = replace(
        experiment,
        data=_fitting_data(experiment.data, key),
        features=_fitting_features(experiment.features, before, form),
    )
    if (form.classes, form.targets) != (before.classes, before.targets):
        output, loss = _fitting_output(form)
        changed = replace(changed, output_activation=output, loss=loss)
    return with_optimizer(changed, "sgd") if changed.misfit else changed


def _fitting_data(data: DataChoice, key: str) -> DataChoice:
    points = SOURCES[key].points
    if points is None:
        return replace(data, dataset=key)
    return replace(data, dataset=key, samples=points.count, noise=0.0)


def _fitting_features(
    features: tuple[str, ...], before: DataForm, form: DataForm
) -> tuple[str, ...]:
    """Return the features as far as there are inputs for them, and new inputs with them."""
    inputs = len(form.inputs)
    if len(before.inputs) == inputs:
        return features
    if max(len(before.inputs), inputs) > FORMULA_INPUTS:
        return form.input_features
    kept = tuple(key for key in features if key in form.features)
    if inputs == 2 and kept[:1] == ("x1",):
        kept = ("x1", "x2", *kept[1:])
    return kept or ("x1",)


def _fitting_output(form: DataForm) -> tuple[str, str]:
    """Return the output activation and the loss to begin with."""
    if form.classes > 2:
        return "softmax", "categorical_cross_entropy"
    if form.classes == 2:
        return "tanh", "half_mse"
    # Several targets are 0 or 1 each.
    return ("sigmoid" if form.targets > 1 else "linear"), "half_mse"


def with_loss(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another loss and, where needed, another output activation."""
    loss, activation = LOSSES[key], experiment.output_activation
    if activation not in loss.output_activations:
        activation = loss.fused_with or _plain_output(experiment)
    return replace(experiment, loss=key, output_activation=activation)


def with_output_activation(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another output activation and, where needed, a loss that fits."""
    changed = replace(experiment, output_activation=key)
    if key in LOSSES[experiment.loss].output_activations:
        return changed
    losses = [loss.key for loss in LOSSES.values() if key in loss.output_activations]
    return replace(changed, loss=losses[0])


def _plain_output(experiment: Experiment) -> str:
    return "linear" if experiment.task == "regression" else "tanh"


def with_optimizer(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another way to learn and its default settings."""
    return replace(experiment, optimizer=key, optimizer_settings=METHODS[key].settings())
