"""The Training panel's ways to learn: which can be chosen, and what they have no use for."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnviz.engine.methods import METHODS
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import DataChoice, Experiment, with_optimizer
from nnviz.experiment.unfit import unfit_methods
from nnviz.panels.training.panel import TrainingPanel, ignored_choices
from nnviz.theme import Theme

START = Experiment()


@pytest.fixture
def panel(qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(Theme())
    qtbot.addWidget(made)
    made.show_experiment(START)
    return made


def named(panel: TrainingPanel, kind: type[QWidget], name: str) -> QWidget:
    return next(found for found in panel.findChildren(kind) if found.accessibleName() == name)


def test_ways_to_learn_that_do_not_fit_cannot_be_chosen_and_say_why(panel: TrainingPanel) -> None:
    combo = named(panel, QComboBox, "Optimizer")
    assert isinstance(combo, QComboBox)
    model = combo.model()
    assert isinstance(model, QStandardItemModel)
    assert [combo.itemData(index) for index in range(combo.count())] == list(METHODS)
    reasons = unfit_methods(START)
    assert reasons.keys() == {"perceptron", "normal_equation"}
    for index, key in enumerate(METHODS):
        assert model.item(index).isEnabled() == (key not in reasons)
        if key in reasons:
            assert model.item(index).toolTip() == reasons[key]
    single = replace(START, hidden_layers=(), output_activation="linear")
    assert unfit_methods(single) == {}
    panel.show_experiment(single)
    for index, key in enumerate(METHODS):
        assert bool(model.item(index).toolTip()) == (key in SOLVERS)


@pytest.mark.parametrize("key", METHODS)
def test_what_means_nothing_to_the_way_to_learn_is_disabled(panel: TrainingPanel, key: str) -> None:
    single = replace(START, hidden_layers=(), output_activation="linear")
    panel.show_experiment(with_optimizer(single, key))
    ignored = ignored_choices(with_optimizer(single, key))
    rows = {
        "Learning rate": "learning_rate",
        "Batch size": "batch_size",
        "Schedule": "schedule",
        "Regularisation": "l2",
    }
    for name, choice in rows.items():
        kind = QComboBox if name in ("Schedule", "Regularisation") else QLineEdit
        assert named(panel, kind, name).isEnabled() == (choice not in ignored)
    panel.show_experiment(START)
    assert named(panel, QLineEdit, "Learning rate").isEnabled()


def test_the_batch_size_shown_is_the_one_in_use(panel: TrainingPanel) -> None:
    edit = named(panel, QLineEdit, "Batch size")
    assert isinstance(edit, QLineEdit)
    single = replace(START, hidden_layers=(), output_activation="linear")
    shown = {}
    for key in ("perceptron", "gradient_descent", "sgd"):
        panel.show_experiment(with_optimizer(single, key))
        shown[key] = edit.text()
    assert shown == {"perceptron": "1", "gradient_descent": "all", "sgd": "10"}


def test_a_single_training_sample_can_be_shown(panel: TrainingPanel) -> None:
    panel.show_experiment(replace(START, data=DataChoice(samples=10, train_share=0.1)))
    edit = named(panel, QLineEdit, "Batch size")
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "10"
