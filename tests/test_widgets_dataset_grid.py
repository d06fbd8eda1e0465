"""The data sets' pictures: drawn by their generators, in the theme's colours."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from nnviz.data.generators import DATASETS, Dataset
from nnviz.theme import Shade, Theme
from nnviz.widgets.dataset_grid import DatasetButton, DatasetGrid, description


@pytest.fixture
def grid(qtbot: QtBot) -> DatasetGrid:
    made = DatasetGrid(Theme())
    qtbot.addWidget(made)
    made.show_choice("circle", 0.0)
    return made


def picture(qtbot: QtBot, row: Dataset, shade: Shade, noise: float = 0.0) -> QImage:
    button = DatasetButton(Theme(shade, 4.0), row)
    qtbot.addWidget(button)
    button.show_noise(noise)
    button.resize(button.sizeHint())
    return button.grab().toImage()


def colors(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("row", [row for row in DATASETS.values() if row.classes])
def test_every_class_is_seen_in_its_colour(qtbot: QtBot, row: Dataset, shade: Shade) -> None:
    wanted = {color.name() for color in Theme(shade).class_colors[: row.classes]}
    assert wanted <= colors(picture(qtbot, row, shade))


@pytest.mark.parametrize("row", DATASETS.values(), ids=DATASETS)
def test_noise_is_seen_in_every_picture(qtbot: QtBot, row: Dataset) -> None:
    assert picture(qtbot, row, "light") != picture(qtbot, row, "light", noise=0.5)


@pytest.mark.parametrize("row", DATASETS.values(), ids=DATASETS)
def test_every_picture_says_its_name(grid: DatasetGrid, row: Dataset) -> None:
    names = {button.accessibleName() for button in grid.findChildren(DatasetButton)}
    assert description(row) in names
    assert description(row).startswith(row.label)


def test_pointing_names_the_data_set_pointed_at(grid: DatasetGrid) -> None:
    caption = grid.findChild(QLabel)
    button = grid.findChildren(DatasetButton)[1]
    at = QPointF(5, 5)
    QApplication.sendEvent(button, QEnterEvent(at, at, at))
    assert caption.text() == description(button.row)
    grid.show_choice("sine", 0.0)
    assert caption.text() == description(DATASETS["sine"])
