"""The data sets' pictures: drawn by their generators, in the theme's colours."""

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from nnviz.data.generators import DATASETS, Dataset
from nnviz.language import LANGUAGES, set_language
from nnviz.panels.data.dataset_button import DatasetButton, description
from nnviz.panels.data.dataset_grid import DatasetGrid
from nnviz.theme import Shade, Theme


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
@pytest.mark.parametrize("row", [row for row in DATASETS.values() if row.form.classes])
def test_every_class_is_seen_in_its_colour(qtbot: QtBot, row: Dataset, shade: Shade) -> None:
    wanted = {color.name() for color in Theme(shade).class_colors[: row.form.classes]}
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


@pytest.fixture
def column(qtbot: QtBot) -> QScrollArea:
    """A scroll area to put a grid into."""
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.show()
    return area


def cells(grid: DatasetGrid) -> list[QSize]:
    return [button.sizeHint() for button in grid.findChildren(DatasetButton)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_below_the_pictures_of_a_high_column(column: QScrollArea, language: str) -> None:
    set_language(language)
    grid = DatasetGrid(Theme())
    column.setWidget(grid)
    column.resize(266, 900)
    assert grid.columns == 4
    assert not grid.findChild(QLabel).isVisible()
    assert all(cell.height() > cell.width() for cell in cells(grid))


@pytest.mark.parametrize(("width", "height", "columns"), [(266, 600, 9), (200, 900, 4)])
def test_where_names_do_not_fit_a_caption_has_the_chosen_one(
    column: QScrollArea, grid: DatasetGrid, width: int, height: int, columns: int
) -> None:
    column.setWidget(grid)
    column.resize(width, height)
    assert grid.columns == columns
    assert grid.findChild(QLabel).isVisible()
    assert all(cell.height() == cell.width() for cell in cells(grid))


def test_the_pictures_follow_the_height_of_their_column(
    column: QScrollArea, grid: DatasetGrid
) -> None:
    column.setWidget(grid)
    captions = []
    for height in (600, 900, 600):
        column.resize(266, height)
        captions.append(grid.findChild(QLabel).isVisible())
    assert captions == [True, False, True]


@pytest.mark.parametrize(
    ("height", "keys"), [(600, ["three_arm_spiral", "circle"]), (900, ["spiral", "circle"])]
)
def test_up_and_down_go_to_the_next_row_of_pictures(
    column: QScrollArea, grid: DatasetGrid, height: int, keys: list[str]
) -> None:
    column.setWidget(grid)
    column.resize(266, height)
    chosen: list[str] = []
    grid.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(grid, key)
    assert chosen == keys
