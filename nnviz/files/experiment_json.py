"""An experiment as JSON values and back. The keys are those of Experiment and stay for ever."""

from dataclasses import asdict, fields

from nnviz.engine.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.experiment import DataChoice, Experiment, ExperimentError, LayerChoice, Stopping
from nnviz.files.json_values import JsonObject, short_text
from nnviz.language import tr


def experiment_to_json(experiment: Experiment) -> dict[str, object]:
    """Return the experiment as values that JSON can hold."""
    return asdict(experiment)


def experiment_from_json(values: object) -> Experiment:
    """Return the experiment these values describe, checked.

    JsonError: they are not those of an experiment. ExperimentError: a choice cannot be used.
    """
    given = JsonObject.of(values)
    given.expect_keys(field.name for field in fields(Experiment))
    experiment = Experiment(
        data=_data(given.member("data")),
        features=tuple(short_text(key, "features") for key in given.items("features")),
        scaling=given.text("scaling"),
        hidden_layers=tuple(_layer(layer) for layer in given.items("hidden_layers")),
        output_activation=given.text("output_activation"),
        loss=given.text("loss"),
        optimizer=given.text("optimizer"),
        optimizer_settings=_settings(given.text("optimizer"), given.member("optimizer_settings")),
        learning_rate=given.number("learning_rate"),
        batch_size=given.whole_or_none("batch_size"),
        l1=given.number("l1"),
        l2=given.number("l2"),
        initializer=given.text("initializer"),
        weights_seed=given.whole("weights_seed"),
        stopping=_stopping(given.member("stopping")),
    )
    experiment.check()
    return experiment


def _data(given: JsonObject) -> DataChoice:
    given.expect_keys(field.name for field in fields(DataChoice))
    return DataChoice(
        dataset=given.text("dataset"),
        samples=given.whole("samples"),
        noise=given.number("noise"),
        train_share=given.number("train_share"),
        seed=given.whole("seed"),
    )


def _layer(value: object) -> LayerChoice:
    given = JsonObject.of(value)
    given.expect_keys(field.name for field in fields(LayerChoice))
    return LayerChoice(units=given.whole("units"), activation=given.text("activation"))


def _settings(optimizer: str, given: JsonObject) -> OptimizerSettings:
    if optimizer not in OPTIMIZERS:
        raise ExperimentError(
            tr(
                "There is no {kind} called “{key}” in this version.",
                kind=tr("optimizer"),
                key=optimizer,
            )
        )
    settings = OPTIMIZERS[optimizer].settings
    names = [field.name for field in fields(settings)]
    given.expect_keys(names)
    return settings(**{name: given.number(name) for name in names})


def _stopping(given: JsonObject) -> Stopping:
    given.expect_keys(field.name for field in fields(Stopping))
    return Stopping(
        epochs=given.whole_or_none("epochs"),
        target_loss=given.number_or_none("target_loss"),
        patience=given.whole_or_none("patience"),
    )
