"""The Data panel: which examples there are to learn from."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnviz.data.scaling import SCALINGS
from nnviz.data.sources import SOURCES
from nnviz.experiment import (
    MAX_NOISE,
    MAX_SAMPLES,
    MAX_SEED,
    MAX_TRAIN_SHARE,
    MIN_SAMPLES,
    MIN_TRAIN_SHARE,
    Experiment,
    with_dataset,
)
from nnviz.language import tr
from nnviz.panels.data.dataset_grid import DatasetGrid
from nnviz.panels.panel import Panel
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.labelled_slider import LabelledSlider
from nnviz.widgets.scales import Even, Percent, Span
from nnviz.widgets.seed_row import SeedRow

DRAGGED_SAMPLES = 1000  # more of them by typing


def sample_scale(points: int) -> Even:
    """Return the numbers of samples to choose from where there are so many points."""
    return Even(Span(MIN_SAMPLES, points, whole=True), 10, min(points, DRAGGED_SAMPLES))


class DataPanel(Panel):
    """Data set, its size, noise and split, scaling and seed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._experiment = Experiment()
        self._grid = DatasetGrid(theme)
        self._samples = LabelledSlider(
            theme,
            tr("Samples"),
            tr("How many points there are, for training and testing together."),
            sample_scale(MAX_SAMPLES),
        )
        self._noise = LabelledSlider(
            theme,
            tr("Noise"),
            tr("How far chance moves the points or their answers."),
            Even(Span(0, MAX_NOISE), 0.01, MAX_NOISE),
        )
        self._train_share = LabelledSlider(
            theme,
            tr("Training share"),
            tr("The share of the points to train with; the others test what was learnt."),
            Percent(MIN_TRAIN_SHARE, MAX_TRAIN_SHARE),
        )
        self._scaling = Choice(theme, SCALINGS)
        self._seed = SeedRow(
            theme,
            tr("Data seed"),
            tr("The number the points are drawn from: the same seed gives the same points."),
            tr("New sample: draw other points"),
            MAX_SEED,
        )
        self._arrange()
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices, without offering them as a change."""
        self._experiment = experiment
        data = experiment.data
        self._grid.show_choice(data.dataset, data.noise)
        own = SOURCES[data.dataset].points
        self._samples.set_scale(sample_scale(MAX_SAMPLES if own is None else own.count))
        self._samples.show_value(data.samples)
        self._noise.setEnabled(own is None)
        self._noise.show_value(data.noise)
        self._train_share.show_value(data.train_share)
        self._scaling.show_key(experiment.scaling)
        self._seed.show_value(data.seed)

    def _arrange(self) -> None:
        theme = self.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)  # every row brings its own distance
        layout.addWidget(self._grid)
        for slider in (self._samples, self._noise, self._train_share):
            layout.addWidget(slider)
        hint = tr("How the inputs are brought to a common size, fitted on the training data.")
        layout.addWidget(FormRow(theme, QLabel(tr("Scaling")), self._scaling, hint))
        layout.addWidget(self._seed)

    def _connect(self) -> None:
        self._grid.chosen.connect(self._choose_dataset)
        self._samples.changed.connect(lambda count: self._offer_data(samples=count))
        self._noise.changed.connect(lambda noise: self._offer_data(noise=noise))
        self._train_share.changed.connect(lambda share: self._offer_data(train_share=share))
        self._seed.changed.connect(lambda seed: self._offer_data(seed=seed))
        self._scaling.chosen.connect(self._choose_scaling)

    def _choose_dataset(self, key: str) -> None:
        self.edited.emit(with_dataset(self._experiment, key))

    def _choose_scaling(self, key: str) -> None:
        self.edited.emit(replace(self._experiment, scaling=key))

    def _offer_data(self, **changes: Any) -> None:
        data = replace(self._experiment.data, **changes)
        self.edited.emit(replace(self._experiment, data=data))
