"""The Data panel: which examples there are to learn from."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.data.scaling import SCALINGS
from nnviz.data.sources import SOURCES
from nnviz.experiment import Experiment, with_dataset
from nnviz.experiment.choices import CHOICES, NUMBERS
from nnviz.language import tr
from nnviz.panels.data.dataset_grid import DatasetGrid
from nnviz.panels.data.table_dialog import TableDialog
from nnviz.panels.panel import Panel, row_for, slider_for, span_of
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.scales import Even, Percent
from nnviz.widgets.seed_row import SeedRow

SAMPLES, NOISE = NUMBERS["data.samples"], NUMBERS["data.noise"]
DRAGGED_SAMPLES = 1000  # more of them by typing


def sample_scale(points: float) -> Even:
    """Return the numbers of samples to choose from where there are so many points."""
    return Even(replace(span_of(SAMPLES), high=points), 10, min(points, DRAGGED_SAMPLES))


class DataPanel(Panel):
    """Data set, its size, noise and split, scaling and seed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._experiment = Experiment()
        self._grid = DatasetGrid(theme)
        self._samples = slider_for(theme, SAMPLES, sample_scale(SAMPLES.high))
        self._noise = slider_for(theme, NOISE, Even(span_of(NOISE), 0.01, NOISE.high))
        share = NUMBERS["data.train_share"]
        self._train_share = slider_for(theme, share, Percent(share.low, share.high))
        self._scaling = Choice(theme, SCALINGS)
        seed, again = NUMBERS["data.seed"], tr("New sample: draw other points")
        self._seed = SeedRow(theme, tr(seed.label), tr(seed.hint), again, int(seed.high))
        self._arrange()
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices, without offering them as a change."""
        self._experiment = experiment
        data = experiment.data
        self._grid.show_choice(data.dataset, data.noise)
        own = SOURCES[data.dataset].points
        self._samples.set_scale(sample_scale(SAMPLES.high if own is None else own.count))
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
        layout.addWidget(row_for(theme, CHOICES["scaling"], self._scaling))
        layout.addWidget(self._seed)

    def _connect(self) -> None:
        self._grid.chosen.connect(self._choose_dataset)
        self._grid.own_wanted.connect(self._type_table)
        self._samples.changed.connect(lambda count: self._offer_data(samples=count))
        self._noise.changed.connect(lambda noise: self._offer_data(noise=noise))
        self._train_share.changed.connect(lambda share: self._offer_data(train_share=share))
        self._seed.changed.connect(lambda seed: self._offer_data(seed=seed))
        self._scaling.chosen.connect(self._choose_scaling)

    @Slot()
    def _type_table(self) -> None:
        dialog = TableDialog(self.theme, self._experiment, self.window())
        dialog.chosen.connect(self.edited)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_dataset(self, key: str) -> None:
        self.edited.emit(with_dataset(self._experiment, key))

    def _choose_scaling(self, key: str) -> None:
        self.edited.emit(replace(self._experiment, scaling=key))

    def _offer_data(self, **changes: Any) -> None:
        data = replace(self._experiment.data, **changes)
        self.edited.emit(replace(self._experiment, data=data))
