"""The Training panel: how the network learns."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import Experiment, with_loss, with_optimizer
from nnviz.experiment.choices import CHOICES, NUMBERS
from nnviz.experiment.unfit import unfit_losses, unfit_methods
from nnviz.language import tr
from nnviz.panels.panel import Panel, row_for, slider_for, span_of
from nnviz.panels.training.further_choices import FurtherChoices
from nnviz.panels.training.regularisation import RegularisationFields
from nnviz.panels.training.stopping import StoppingFields
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.scales import Ladder, LadderToAll, one_three_ten
from nnviz.widgets.seed_row import SeedRow
from nnviz.widgets.settings_fields import SettingsFields

BATCH_SIZES = (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000)


def batch_scale(training_samples: float) -> LadderToAll:
    """Return the batch sizes that make sense for so many training samples."""
    sizes = tuple(size for size in BATCH_SIZES if size < training_samples)
    return LadderToAll(Ladder(span_of(NUMBERS["batch_size"]), sizes))


def ignored_choices(experiment: Experiment) -> tuple[str, ...]:
    """Return the names of the choices that mean nothing to the way to learn that is chosen."""
    key = experiment.optimizer
    if key in SOLVERS:
        return (*SOLVERS[key].ignores, "batch_size")
    return ("batch_size",) if METHODS[key].all_samples else ()


class TrainingPanel(Panel):
    """Loss, optimizer, learning rate, batches, penalties, schedule, first weights and stopping."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._experiment = Experiment()
        self._loss = Choice(theme, LOSSES)
        self._loss_settings = SettingsFields(theme, tr(CHOICES["loss"].label))
        self._optimizer = Choice(theme, METHODS)
        self._hints = {row.key: tr(row.hint) for row in SOLVERS.values()}
        self._settings = SettingsFields(theme, tr(CHOICES["optimizer"].label))
        rate, size = NUMBERS["learning_rate"], NUMBERS["batch_size"]
        self._learning_rate = slider_for(theme, rate, one_three_ten(1e-5, 10, span_of(rate)))
        self._batch_size = slider_for(theme, size, batch_scale(size.high))
        self._regularisation = RegularisationFields(theme)
        self._schedule = Choice(theme, SCHEDULES)
        self._schedule_settings = SettingsFields(theme, tr(CHOICES["schedule"].label))
        self._initializer = Choice(theme, INITIALIZERS)
        self._initializer_settings = SettingsFields(
            theme, tr(CHOICES["initializer_settings"].label)
        )
        seed, again = NUMBERS["weights_seed"], tr("New weights: draw other first weights")
        self._seed = SeedRow(theme, tr(seed.label), tr(seed.hint), again, int(seed.high))
        self._further = FurtherChoices(theme)
        self._stopping = StoppingFields(theme)
        self._arrange()
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices, without offering them as a change."""
        self._experiment = experiment
        data = experiment.data
        self._loss.show_key(experiment.loss)
        self._loss.disable(unfit_losses(experiment))
        self._loss_settings.show_settings(experiment.loss_settings)
        self._optimizer.show_key(experiment.optimizer)
        self._optimizer.disable(unfit_methods(experiment), self._hints)
        ignored = ignored_choices(experiment)
        self._enable_used(ignored)
        self._further.show_experiment(experiment, clips="clip_norm" not in ignored)
        self._settings.show_settings(experiment.optimizer_settings)
        self._learning_rate.show_value(experiment.learning_rate)
        self._batch_size.set_scale(batch_scale(round(data.samples * data.train_share)))
        self._batch_size.show_value(experiment.used_batch_size)
        self._regularisation.show_rates(experiment.l1, experiment.l2)
        self._schedule.show_key(experiment.schedule)
        self._schedule_settings.show_settings(experiment.schedule_settings)
        self._initializer.show_key(experiment.initializer)
        self._initializer_settings.show_settings(experiment.initializer_settings)
        self._seed.show_value(experiment.weights_seed)
        self._stopping.show_stopping(experiment.stopping)

    def _enable_used(self, ignored: Collection[str]) -> None:
        self._learning_rate.setEnabled("learning_rate" not in ignored)
        self._schedule_row.setEnabled("schedule" not in ignored)
        self._schedule_settings.setEnabled("schedule" not in ignored)
        self._batch_size.setEnabled("batch_size" not in ignored)
        self._regularisation.setEnabled("l2" not in ignored)

    def _arrange(self) -> None:
        theme = self.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)  # every row brings its own distance
        layout.addWidget(row_for(theme, CHOICES["loss"], self._loss))
        layout.addWidget(self._loss_settings)
        layout.addWidget(row_for(theme, CHOICES["optimizer"], self._optimizer))
        layout.addWidget(self._settings)
        layout.addWidget(self._learning_rate)
        layout.addWidget(self._batch_size)
        layout.addWidget(self._regularisation)
        self._schedule_row = row_for(theme, CHOICES["schedule"], self._schedule)
        layout.addWidget(self._schedule_row)
        layout.addWidget(self._schedule_settings)
        layout.addWidget(row_for(theme, CHOICES["initializer"], self._initializer))
        layout.addWidget(self._initializer_settings)
        layout.addWidget(self._seed)
        layout.addWidget(self._further)
        layout.addWidget(self._stopping)

    def _connect(self) -> None:
        self._loss.chosen.connect(self._choose_loss)
        self._loss_settings.changed.connect(lambda value: self._offer(loss_settings=value))
        self._optimizer.chosen.connect(self._choose_optimizer)
        self._settings.changed.connect(lambda value: self._offer(optimizer_settings=value))
        self._learning_rate.changed.connect(lambda rate: self._offer(learning_rate=rate))
        self._batch_size.changed.connect(lambda size: self._offer(batch_size=size))
        self._regularisation.changed.connect(lambda l1, l2: self._offer(l1=l1, l2=l2))
        self._schedule.chosen.connect(lambda key: self._offer(schedule=key))
        self._schedule_settings.changed.connect(lambda value: self._offer(schedule_settings=value))
        self._initializer.chosen.connect(lambda key: self._offer(initializer=key))
        self._initializer_settings.changed.connect(
            lambda value: self._offer(initializer_settings=value)
        )
        self._seed.changed.connect(lambda seed: self._offer(weights_seed=seed))
        self._further.changed.connect(lambda changes: self._offer(**changes))
        self._stopping.changed.connect(lambda value: self._offer(stopping=value))

    def _choose_loss(self, key: str) -> None:
        self.edited.emit(with_loss(self._experiment, key))

    def _choose_optimizer(self, key: str) -> None:
        self.edited.emit(with_optimizer(self._experiment, key))

    def _offer(self, **changes: Any) -> None:
        self.edited.emit(replace(self._experiment, **changes))
