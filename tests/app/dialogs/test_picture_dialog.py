"""The picture dialog: a view at the size that was chosen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.picture_dialog import MIN_SIDE, PictureDialog
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.theme import Theme, load_fonts
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import ALWAYS
from nnviz.views import VIEWS


@pytest.fixture
def dialog(qtbot: QtBot) -> PictureDialog:
    load_fonts()
    snapshot = TrainingRun(Experiment()).snapshot({"responses", "values"})
    made = PictureDialog(Theme(), Settings(), "output", snapshot, {})
    qtbot.addWidget(made)
    return made


def choose_size(dialog: PictureDialog, width: int, height: int) -> None:
    dialog.preset.setCurrentIndex(dialog.preset.count() - 1)
    dialog.width_edit.setText(str(width))
    dialog.height_edit.setText(str(height))


def test_it_begins_with_the_view_that_was_meant(dialog: PictureDialog) -> None:
    assert dialog.view.currentData() == "output"
    there = {"responses", "values", *ALWAYS}
    drawable = [key for key, row in VIEWS.items() if row.factory.needs <= there]
    assert [dialog.view.itemData(at) for at in range(dialog.view.count())] == drawable
    assert dialog.size_chosen == (1920, 1080)


def test_a_preset_sets_both_sides(dialog: PictureDialog) -> None:
    dialog.preset.setCurrentIndex(1)
    assert dialog.size_chosen == (3840, 2160)
    assert not dialog.width_edit.isEnabled()


def test_another_size_can_be_typed(dialog: PictureDialog) -> None:
    choose_size(dialog, 640, 480)
    assert dialog.size_chosen == (640, 480)
    choose_size(dialog, 0, 480)
    assert dialog.size_chosen == (MIN_SIDE, 480)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_picture_is_saved_at_that_size(
    dialog: PictureDialog, tmp_path: Path, suffix: str
) -> None:
    said: list[str] = []
    dialog.done_saying.connect(said.append)
    choose_size(dialog, 640, 480)
    path = tmp_path / f"picture{suffix}"
    dialog.save_to(path)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (640, 480)
    assert path.name in said[0]
    assert Settings().picture_folder == str(tmp_path)


def test_a_picture_that_cannot_be_written_is_explained(
    dialog: PictureDialog, tmp_path: Path
) -> None:
    said: list[str] = []
    dialog.failed.connect(said.append)
    dialog.save_to(tmp_path / "no such folder" / "picture.png")
    assert "picture.png" in said[0]


def test_the_picture_can_be_copied(dialog: PictureDialog) -> None:
    choose_size(dialog, 640, 480)
    dialog.copy()
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (640, 480)


def test_a_view_whose_values_were_not_computed_is_not_offered(qtbot: QtBot) -> None:
    snapshot = TrainingRun(Experiment()).snapshot()
    dialog = PictureDialog(Theme(), Settings(), "output", snapshot, {})
    qtbot.addWidget(dialog)
    offered = [dialog.view.itemData(index) for index in range(dialog.view.count())]
    assert offered == [key for key, row in VIEWS.items() if row.factory.needs <= ALWAYS]
