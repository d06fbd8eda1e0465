"""The Data panel: what is done in it is offered as another experiment."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from nnviz.data.generators import DATASETS
from nnviz.experiment import DataChoice, Experiment, with_dataset
from nnviz.panels.data.dataset_button import DatasetButton
from nnviz.panels.data.dataset_grid import DatasetGrid
from nnviz.panels.data.panel import DataPanel
from nnviz.theme import Theme
from tests.own_data import of_bodies

START = Experiment()


@pytest.fixture
def panel(qtbot: QtBot) -> DataPanel:
    made = DataPanel(Theme())
    qtbot.addWidget(made)
    made.show_experiment(START)
    made.show()
    return made


@pytest.fixture
def offered(panel: DataPanel) -> list[Experiment]:
    """What the panel has offered so far."""
    experiments: list[Experiment] = []
    panel.edited.connect(experiments.append)
    return experiments


def picture(panel: DataPanel, key: str) -> DatasetButton:
    return next(found for found in panel.findChildren(DatasetButton) if found.row.key == key)


def slider(panel: DataPanel, name: str) -> QSlider:
    return next(found for found in panel.findChildren(QSlider) if found.accessibleName() == name)


def field(panel: DataPanel, name: str) -> QLineEdit:
    return next(found for found in panel.findChildren(QLineEdit) if found.accessibleName() == name)


def type_into(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [key for key in DATASETS if key != START.data.dataset])
def test_a_click_on_a_picture_offers_its_data_set(
    panel: DataPanel, offered: list[Experiment], key: str
) -> None:
    QTest.mouseClick(picture(panel, key), Qt.MouseButton.LeftButton)
    assert offered == [with_dataset(START, key)]


@pytest.mark.parametrize("key", DATASETS)
def test_the_shown_data_set_is_framed_and_named(panel: DataPanel, key: str) -> None:
    panel.show_experiment(with_dataset(START, key))
    assert picture(panel, key).isChecked()
    assert any(DATASETS[key].label in label.text() for label in panel.findChildren(QLabel))


def test_arrow_keys_go_through_the_pictures(
    panel: DataPanel, offered: list[Experiment], qtbot: QtBot
) -> None:
    panel.edited.connect(panel.show_experiment)
    picture(panel, "circle").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(panel.findChild(DatasetGrid), key)
    keys = [experiment.data.dataset for experiment in offered]
    assert keys == ["xor", "three_blobs", "spiral", "circle"]


def test_the_first_picture_has_none_before_it(panel: DataPanel, offered: list[Experiment]) -> None:
    QTest.keyClick(picture(panel, "circle"), Qt.Key.Key_Left)
    assert offered == []


def test_tab_stops_at_the_chosen_picture_only(panel: DataPanel) -> None:
    panel.show_experiment(with_dataset(START, "sine"))
    stops = [
        button.row.key
        for button in panel.findChildren(DatasetButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["sine"]


@pytest.mark.parametrize(
    ("name", "stop", "data"),
    [
        ("Samples", 0, DataChoice(samples=10)),
        ("Noise", 25, DataChoice(noise=0.25)),
        ("Training share", 16, DataChoice(train_share=0.9)),
    ],
)
def test_a_slider_offers_the_value_of_its_stop(
    panel: DataPanel, offered: list[Experiment], name: str, stop: int, data: DataChoice
) -> None:
    slider(panel, name).setValue(stop)
    assert offered == [replace(START, data=data)]


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("Samples", "3000", DataChoice(samples=3000)),
        ("Noise", "1/8", DataChoice(noise=0.125)),
        ("Noise", "0,15", DataChoice(noise=0.15)),
        ("Training share", "70", DataChoice(train_share=0.7)),
        ("Training share", "33 %", DataChoice(train_share=0.33)),
        ("Data seed", "42", DataChoice(seed=42)),
    ],
)
def test_a_typed_value_is_offered(
    panel: DataPanel, offered: list[Experiment], name: str, text: str, data: DataChoice
) -> None:
    type_into(field(panel, name), text)
    assert offered == [replace(START, data=data)]
    assert type(offered[0].data.samples) is int


@pytest.mark.parametrize(
    ("name", "text"),
    [("Samples", "9"), ("Samples", "12.5"), ("Noise", "much"), ("Training share", "95")],
)
def test_a_value_that_does_not_fit_is_objected_to_in_place(
    panel: DataPanel, offered: list[Experiment], name: str, text: str
) -> None:
    type_into(field(panel, name), text)
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert offered == []
    assert any(sentence.startswith("Type a ") for sentence in said)


def test_scaling_is_offered(panel: DataPanel, offered: list[Experiment]) -> None:
    choice = panel.findChild(QComboBox)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert offered == [replace(START, scaling="min_max")]


def test_the_dice_draw_another_sample(panel: DataPanel, offered: list[Experiment]) -> None:
    dice = next(b for b in panel.findChildren(QToolButton) if "sample" in b.toolTip())
    QTest.mouseClick(dice, Qt.MouseButton.LeftButton)
    assert offered[0].data.seed != START.data.seed
    assert replace(offered[0], data=START.data) == START


def test_showing_an_experiment_offers_nothing(panel: DataPanel, offered: list[Experiment]) -> None:
    other = with_dataset(START, "sine")
    data = DataChoice("sine", samples=77, noise=0.3, train_share=0.8, seed=9)
    panel.show_experiment(replace(other, data=data, scaling="z_score"))
    assert offered == []


def test_every_shown_value_can_be_read_back(panel: DataPanel) -> None:
    data = DataChoice("sine", samples=77, noise=0.3, train_share=0.8, seed=9)
    panel.show_experiment(replace(with_dataset(START, "sine"), data=data, scaling="z_score"))
    names = ("Samples", "Noise", "Training share", "Data seed")
    assert [field(panel, name).text() for name in names] == ["77", "0.3", "80 %", "9"]
    assert panel.findChild(QComboBox).currentText() == "z-score"


def test_the_panel_fits_a_narrow_column(panel: DataPanel) -> None:
    assert panel.minimumSizeHint().width() <= 208


def test_own_points_are_named_and_have_no_picture(panel: DataPanel) -> None:
    panel.resize(300, 900)
    panel.show_experiment(of_bodies())
    assert not any(found.isChecked() for found in panel.findChildren(DatasetButton))
    captions = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "Own points · 2 classes" in captions
    panel.show_experiment(START)
    assert picture(panel, "circle").isChecked()


def test_of_own_points_there_are_only_so_many_and_no_noise(
    panel: DataPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(of_bodies())
    assert not slider(panel, "Noise").isEnabled()
    type_into(field(panel, "Samples"), "25")
    assert offered == []
    type_into(field(panel, "Samples"), "20")
    offered[-1].check()
    panel.show_experiment(START)
    assert slider(panel, "Noise").isEnabled()


def test_from_own_points_a_click_goes_back_to_generated_ones(
    panel: DataPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(of_bodies())
    picture(panel, "xor").click()
    offered[-1].check()
    assert offered[-1].data.dataset == "xor"


def test_the_arrow_keys_lead_from_own_points_to_generated_ones(
    panel: DataPanel, offered: list[Experiment]
) -> None:
    panel.show_experiment(of_bodies())
    QTest.keyClick(picture(panel, "circle"), Qt.Key.Key_Right)
    assert offered[-1].data.dataset == list(DATASETS)[1]
