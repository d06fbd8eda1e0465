"""The Training panel: what is done in it is offered as another experiment."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnviz.engine.initializers import INITIALIZERS, ConstantSettings
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from nnviz.engine.methods import METHODS
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.optimizers.adagrad_rmsprop_adam import AdamSettings
from nnviz.engine.schedules import SCHEDULES, InverseSettings
from nnviz.engine.settings import Settings
from nnviz.experiment import Experiment, Stopping, with_dataset, with_loss, with_optimizer
from nnviz.panels.training.panel import TrainingPanel, batch_scale
from nnviz.theme import Theme

START = Experiment()


@pytest.fixture
def panel(qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(Theme())
    qtbot.addWidget(made)
    made.show_experiment(START)
    made.show()
    return made


@pytest.fixture
def offered(panel: TrainingPanel) -> list[Experiment]:
    """What the panel has offered so far; it is shown what it offers, as the session does."""
    experiments: list[Experiment] = []
    panel.edited.connect(experiments.append)
    panel.edited.connect(panel.show_experiment)
    return experiments


def named(panel: TrainingPanel, kind: type[QWidget], name: str) -> QWidget:
    return next(
        found
        for found in panel.findChildren(kind)
        if name in (found.accessibleName(), getattr(found, "text", str)())
    )


def choose(panel: TrainingPanel, name: str, key: str) -> None:
    combo = named(panel, QComboBox, name)
    assert isinstance(combo, QComboBox)
    index = combo.findData(key)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def type_into(panel: TrainingPanel, name: str, text: str) -> None:
    edit = named(panel, QLineEdit, name)
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [key for key in LOSSES if key != START.loss])
def test_a_loss_is_offered_with_an_output_that_fits(
    panel: TrainingPanel, offered: list[Experiment], key: str
) -> None:
    choose(panel, "Loss function", key)
    assert offered == [with_loss(START, key)]
    offered[0].check()


def test_losses_that_do_not_fit_cannot_be_chosen_and_say_why(panel: TrainingPanel) -> None:
    panel.show_experiment(with_dataset(START, "sine"))
    combo = named(panel, QComboBox, "Loss function")
    assert isinstance(combo, QComboBox)
    model = combo.model()
    assert isinstance(model, QStandardItemModel)
    for index, loss in enumerate(LOSSES.values()):
        assert model.item(index).isEnabled() == (not loss.for_classes_only)
        assert bool(model.item(index).toolTip()) == loss.for_classes_only


@pytest.mark.parametrize("key", [key for key in OPTIMIZERS if key != START.optimizer])
def test_an_optimizer_is_offered_with_its_settings(
    panel: TrainingPanel, offered: list[Experiment], key: str
) -> None:
    choose(panel, "Optimizer", key)
    assert offered == [with_optimizer(START, key)]


@pytest.mark.parametrize("key", METHODS)
def test_every_setting_of_an_optimizer_has_a_field(panel: TrainingPanel, key: str) -> None:
    panel.show_experiment(with_optimizer(START, key))
    for setting in fields(METHODS[key].settings):
        edit = named(panel, QLineEdit, setting.metadata["label"])
        assert isinstance(edit, QLineEdit)
        assert float(edit.text()) == setting.default


def test_a_setting_is_offered(panel: TrainingPanel, offered: list[Experiment]) -> None:
    adam = with_optimizer(START, "adam")
    panel.show_experiment(adam)
    type_into(panel, "β₁", "0.5")
    assert offered == [replace(adam, optimizer_settings=AdamSettings(beta1=0.5))]


def test_several_settings_are_summed_up_in_a_line_that_opens(
    panel: TrainingPanel, qtbot: QtBot
) -> None:
    panel.show_experiment(with_optimizer(START, "adam"))
    line, edit = named(panel, QToolButton, "Optimizer: settings"), named(panel, QLineEdit, "β₁")
    assert isinstance(line, QToolButton)
    assert line.text() == "β₁ 0.9 · β₂ 0.999 · ε 1e-8"
    assert not edit.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Space)
    qtbot.waitUntil(edit.isVisible)
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert not edit.isVisible()


def test_settings_stay_open_for_the_next_optimizer(panel: TrainingPanel, qtbot: QtBot) -> None:
    panel.show_experiment(with_optimizer(START, "adam"))
    QTest.keyClick(named(panel, QToolButton, "Optimizer: settings"), Qt.Key.Key_Space)
    panel.show_experiment(START)
    panel.show_experiment(with_optimizer(START, "adam"))
    qtbot.waitUntil(lambda: bool([e for e in panel.findChildren(QLineEdit) if e.isVisible()]))
    visible = [edit for edit in panel.findChildren(QLineEdit) if edit.isVisible()]
    assert "β₂" in {edit.accessibleName() for edit in visible}


@pytest.mark.parametrize(
    "sentence", ["After 500 epochs", "At test loss 0.01", "If no better for 50 epochs"]
)
def test_every_stopping_condition_reads_as_a_sentence(panel: TrainingPanel, sentence: str) -> None:
    said = []
    for box in panel.findChildren(QCheckBox):
        row = box.parentWidget()
        edit, words = row.findChild(QLineEdit), row.findChildren(QLabel)
        after = [word.text() for word in words if word.isVisible()]
        said.append(" ".join([box.text(), edit.text(), *after]))
    assert sentence in said


def test_the_learning_rate_is_near_the_top_of_the_panel(panel: TrainingPanel) -> None:
    panel.resize(264, panel.sizeHint().height())
    panel.show_experiment(with_optimizer(START, "adam"))
    panel.layout().activate()
    slider = named(panel, QSlider, "Learning rate")
    assert slider.mapTo(panel, slider.rect().bottomLeft()).y() < 5 * 32


def test_a_setting_out_of_its_range_is_not_offered(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(with_optimizer(START, "momentum"))
    type_into(panel, "Momentum μ", "1")
    assert offered == []
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "Type a number from 0 to 0.999." in shown


def test_settings_of_the_next_optimizer_take_the_place_of_the_last_ones(
    panel: TrainingPanel, qtbot: QtBot
) -> None:
    panel.show_experiment(with_optimizer(START, "adam"))
    panel.show_experiment(with_optimizer(START, "momentum"))
    qtbot.waitUntil(named(panel, QLineEdit, "Momentum μ").isVisible)
    names = [edit.accessibleName() for edit in panel.findChildren(QLineEdit) if edit.isVisible()]
    assert "β₁" not in names


@pytest.mark.parametrize(("steps", "rate"), [(1, 0.3), (2, 1.0), (-1, 0.03), (-99, 1e-5), (99, 10)])
def test_the_learning_rate_goes_by_1_3_10(
    panel: TrainingPanel, offered: list[Experiment], steps: int, rate: float
) -> None:
    slider = named(panel, QSlider, "Learning rate")
    key = Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left
    for _ in range(abs(steps)):
        QTest.keyClick(slider, key)
    assert offered[-1] == replace(START, learning_rate=rate)


@pytest.mark.parametrize(("key", "rate"), [(Qt.Key.Key_Right, 0.3), (Qt.Key.Key_Left, 0.1)])
def test_from_between_two_stops_a_key_goes_to_the_next(
    panel: TrainingPanel, offered: list[Experiment], key: Qt.Key, rate: float
) -> None:
    panel.show_experiment(replace(START, learning_rate=0.2))
    QTest.keyClick(named(panel, QSlider, "Learning rate"), key)
    assert offered == [replace(START, learning_rate=rate)]


@pytest.mark.parametrize(("text", "rate"), [("0.37", 0.37), ("1/3", 1 / 3), ("2e-6", 2e-6)])
def test_any_learning_rate_may_be_typed(
    panel: TrainingPanel, offered: list[Experiment], text: str, rate: float
) -> None:
    type_into(panel, "Learning rate", text)
    assert offered == [replace(START, learning_rate=rate)]


@pytest.mark.parametrize(("text", "size"), [("7", 7), ("all", None), ("5000", 5000)])
def test_the_batch_size_may_be_typed(
    panel: TrainingPanel, offered: list[Experiment], text: str, size: int | None
) -> None:
    type_into(panel, "Batch size", text)
    assert offered == [replace(START, batch_size=size)]


def test_the_last_batch_size_is_all(panel: TrainingPanel, offered: list[Experiment]) -> None:
    QTest.keyClick(named(panel, QSlider, "Batch size"), Qt.Key.Key_End)
    assert offered == [replace(START, batch_size=None)]


@pytest.mark.parametrize("samples", [1, 5, 150, 4500])
def test_no_batch_size_on_offer_is_larger_than_the_training_data(samples: int) -> None:
    scale = batch_scale(samples)
    sizes = [scale.value(stop) for stop in range(scale.last + 1)]
    assert sizes[-1] is None
    assert all(size is not None and size < samples for size in sizes[:-1])


@pytest.mark.parametrize(
    ("key", "l1", "l2"), [("l1", 0.001, 0), ("l2", 0, 0.001), ("l1_l2", 0.001, 0.001)]
)
def test_regularisation_starts_at_a_small_rate(
    panel: TrainingPanel, offered: list[Experiment], key: str, l1: float, l2: float
) -> None:
    choose(panel, "Regularisation", key)
    assert offered == [replace(START, l1=l1, l2=l2)]
    visible = [named(panel, QSlider, name).isVisible() for name in ("L1 rate", "L2 rate")]
    assert visible == [l1 > 0, l2 > 0]


def test_regularisation_that_comes_back_has_its_former_rate(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(replace(START, l2=0.03))
    choose(panel, "Regularisation", "none")
    choose(panel, "Regularisation", "l2")
    assert [experiment.l2 for experiment in offered] == [0, 0.03]


def test_a_rate_of_regularisation_is_offered(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    both = replace(START, l1=0.01, l2=0.1)
    panel.show_experiment(both)
    type_into(panel, "L1 rate", "0.02")
    type_into(panel, "L2 rate", "0")
    assert offered == [replace(both, l1=0.02), replace(both, l1=0.02, l2=0.0)]


@pytest.mark.parametrize("key", [key for key in INITIALIZERS if key != START.initializer])
def test_initial_weights_are_offered(
    panel: TrainingPanel, offered: list[Experiment], key: str
) -> None:
    choose(panel, "Initial weights", key)
    assert offered == [replace(START, initializer=key)]


@pytest.mark.parametrize("key", [key for key in SCHEDULES if key != START.schedule])
def test_a_schedule_is_offered_and_every_setting_of_it_has_a_field(
    panel: TrainingPanel, offered: list[Experiment], key: str
) -> None:
    choose(panel, "Schedule", key)
    assert offered == [replace(START, schedule=key)]
    for setting in fields(SCHEDULES[key].settings):
        edit = named(panel, QLineEdit, setting.metadata["label"])
        assert isinstance(edit, QLineEdit)
        assert float(edit.text()) == setting.default


@pytest.mark.parametrize(
    ("choices", "name", "changed"),
    [
        ({"loss": "huber"}, "δ", {"loss_settings": HuberSettings(0.5)}),
        ({"schedule": "inverse"}, "Decay k", {"schedule_settings": InverseSettings(0.5)}),
        ({"initializer": "constant"}, "Value", {"initializer_settings": ConstantSettings(0.5)}),
    ],
)
def test_a_setting_of_each_choice_is_offered(
    panel: TrainingPanel,
    offered: list[Experiment],
    choices: dict[str, str],
    name: str,
    changed: dict[str, Settings],
) -> None:
    before = replace(START, **choices)
    panel.show_experiment(before)
    type_into(panel, name, "0.5")
    assert offered == [replace(before, **changed)]


def test_clipping_and_initial_biases_are_offered(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    QTest.keyClick(named(panel, QCheckBox, "Clip gradients at norm …"), Qt.Key.Key_Space)
    choose(panel, "Initial biases", "normal")
    assert offered[-1] == replace(START, clip_norm=1.0, bias_initializer="normal")


def test_the_dice_draw_other_weights(panel: TrainingPanel, offered: list[Experiment]) -> None:
    dice = named(panel, QToolButton, "New weights: draw other first weights")
    QTest.mouseClick(dice, Qt.MouseButton.LeftButton)
    assert offered[0].weights_seed != START.weights_seed
    assert replace(offered[0], weights_seed=START.weights_seed) == START


@pytest.mark.parametrize(
    ("name", "stopping"),
    [
        ("After … epochs", Stopping(epochs=500)),
        ("At test loss …", Stopping(target_loss=0.01)),
        ("If no better for … epochs", Stopping(patience=50)),
    ],
)
def test_a_tick_offers_a_stopping_condition(
    panel: TrainingPanel, offered: list[Experiment], name: str, stopping: Stopping
) -> None:
    box = named(panel, QCheckBox, name)
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert offered == [replace(START, stopping=stopping), START]


def test_the_number_of_a_stopping_condition_is_offered(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(replace(START, stopping=Stopping(epochs=500)))
    type_into(panel, "After … epochs", "60")
    assert offered == [replace(START, stopping=Stopping(epochs=60))]


def test_what_is_being_typed_is_left_alone(panel: TrainingPanel) -> None:
    edit = named(panel, QLineEdit, "Learning rate")
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "0.2")
    panel.show_experiment(replace(START, learning_rate=3.0))
    assert edit.text() == "0.2"


def test_showing_an_experiment_offers_nothing(
    panel: TrainingPanel, offered: list[Experiment]
) -> None:
    other = replace(
        with_loss(with_optimizer(START, "adam"), "binary_cross_entropy"),
        learning_rate=0.007,
        batch_size=None,
        l1=0.1,
        l2=0.2,
        initializer="zeros",
        weights_seed=8,
        stopping=Stopping(10, 0.5, 3),
    )
    panel.show_experiment(other)
    panel.show_experiment(START)
    assert offered == []


def test_every_control_says_its_name_and_what_it_does(panel: TrainingPanel) -> None:
    kinds = (QComboBox, QLineEdit, QSlider, QToolButton)
    controls = [control for kind in kinds for control in panel.findChildren(kind)]
    assert all(control.accessibleName() and control.toolTip() for control in controls)


def test_the_panel_fits_a_narrow_column(panel: TrainingPanel) -> None:
    assert panel.minimumSizeHint().width() <= 208
