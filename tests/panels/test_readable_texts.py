"""Every text of the panels can be read to its end, whatever is chosen, in the narrowest column."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.application import apply_colors, make_application
from nnviz.app.docks.panel_column import LEAST_WIDTH
from nnviz.data.generators import DATASETS
from nnviz.engine.initializers import BIAS_INITIALIZERS, INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES
from nnviz.experiment import Experiment, Stopping, with_dataset, with_loss, with_optimizer
from nnviz.experiment.unfit import unfit_losses
from nnviz.language import LANGUAGES, SOURCE_LANGUAGE, set_language
from nnviz.panels import PANELS
from nnviz.theme import Theme
from nnviz.widgets.disclosure import DisclosureLine
from nnviz.widgets.style_sheet import wear
from tests.cut_texts import cut_texts

AROUND = 2 * 16 + 10  # the column's margins and its scroll bar, in pixels of the design


@pytest.fixture(params=LANGUAGES)
def _in_each_language(request: pytest.FixtureRequest) -> Iterator[None]:
    apply_colors(make_application(), Theme())
    set_language(request.param)
    yield
    set_language(SOURCE_LANGUAGE)


def experiments() -> Iterator[Experiment]:
    """Yield one for every way a choice can stand, with long numbers."""
    base = replace(Experiment(), stopping=Stopping(10_000, 1e-9, 10_000), clip_norm=1e-6)
    for key in DATASETS:
        fitting = with_dataset(base, key)
        yield replace(fitting, weights_seed=9_999_999, learning_rate=0.123456)
        yield from (with_loss(fitting, loss) for loss in LOSSES.keys() - unfit_losses(fitting))
    yield from (with_optimizer(base, key) for key in METHODS)
    for schedule, row in SCHEDULES.items():
        yield replace(base, schedule=schedule, schedule_settings=row.settings())
    for initializer, drawn in INITIALIZERS.items():
        settings = drawn.settings()
        yield replace(base, initializer=initializer, initializer_settings=settings)
    for biases in BIAS_INITIALIZERS:
        settings = INITIALIZERS[biases].settings()
        yield replace(base, bias_initializer=biases, bias_initializer_settings=settings)
    yield replace(base, l1=1e-5, l2=0.123456)


@pytest.mark.usefixtures("_in_each_language")
@pytest.mark.parametrize("width", [LEAST_WIDTH, 296])
@pytest.mark.parametrize("key", PANELS)
def test_no_text_is_cut(qtbot: QtBot, key: str, width: int) -> None:
    panel = PANELS[key].factory(Theme())
    qtbot.addWidget(panel)
    wear(panel, Theme())
    panel.resize(width - AROUND, 900)
    panel.show()
    for line in panel.findChildren(DisclosureLine):
        line.setChecked(True)
    for experiment in experiments():
        panel.show_experiment(experiment)
        QApplication.processEvents()
        assert panel.width() == width - AROUND
        assert cut_texts(panel) == []
