"""What is before a person is saved as a lesson, and opens again as the same."""

import errno
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.saving import free_key, is_key
from nnviz.app.lessons.saving_dialog import SavingDialog
from nnviz.app.window.main_window import MainWindow
from nnviz.lessons.reading import read_lesson
from nnviz.paths import own_folder
from nnviz.selection import NeuronPlace
from nnviz.session import Session
from tests.app.driving import action, choose_look, press
from tests.app.lessons.reading import settle
from tests.cut_texts import cut_texts

COMMAND = "Save current state as a lesson…"


def asked(window: MainWindow) -> SavingDialog:
    action(window, COMMAND).trigger()
    return shown(window)


def shown(window: MainWindow) -> SavingDialog:
    return window.findChildren(SavingDialog)[-1]


def written(key: str) -> Path:
    return own_folder("lessons", f"{key}.toml")


def test_it_opens_again_to_the_same_stage(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.step("epoch")
    qtbot.waitUntil(lambda: session.state()[1].epoch == 1)
    session.set_parameter(0, 0.123456789)
    window.selection.set_value(window.selection.value.choosing(NeuronPlace(1, 0)))
    before = window.reader.stage()
    assert before.weights is not None
    dialog = asked(window)
    dialog.title_edit.setText("My own state")
    assert dialog.key == "my-own-state"
    dialog.save_button.click()
    session.new_weights()
    assert window.reader.open("my-own-state")
    settle(qtbot, window)
    assert window.reader.title == "My own state"
    after = window.reader.stage()
    assert after.weights is not None
    assert np.array_equal(before.weights, after.weights)
    assert after.experiment == before.experiment
    assert after.selection.chosen == before.selection.chosen
    assert (after.controls, after.bar, after.speed) == (before.controls, before.bar, before.speed)
    assert after.options == before.options
    assert before.arrangement is not None
    assert after.arrangement is not None
    assert after.arrangement.keys == before.arrangement.keys


def test_a_moment_of_the_run_is_left_out(window: MainWindow) -> None:
    assert window.reader.stage().selection.chosen.moment is None


def test_the_gallery_shows_it_at_once(window: MainWindow) -> None:
    press(window, "F2")
    gallery = window.lessons.gallery
    assert gallery is not None
    gallery.rail.saving.click()
    dialog = shown(window)
    dialog.title_edit.setText("Seen at once")
    dialog.save_button.click()
    (card,) = [card for card in gallery.grid.cards if card.lesson.key == "seen-at-once"]
    assert card.lesson.own
    assert "Seen at once" in window.content.status.news


def test_no_lesson_is_replaced_silently(window: MainWindow) -> None:
    first = asked(window)
    first.title_edit.setText("Twice")
    first.save()
    again = asked(window)
    again.title_edit.setText("Twice")
    assert again.key == "twice-2"
    again.name_edit.setText("twice")
    assert again.save_button.text() == "Replace"
    assert "it is replaced" in again.verdict.text()
    again.name_edit.setText("slope-by-hand")
    assert not again.save_button.isEnabled()
    assert again.verdict.text() == "There is another lesson called “slope-by-hand”."
    again.name_edit.setText("Capital letters")
    assert not again.save_button.isEnabled()
    again.reject()


def test_a_name_that_was_typed_stays(qtbot: QtBot, window: MainWindow) -> None:
    dialog = asked(window)
    assert not dialog.save_button.isEnabled()
    dialog.name_edit.clear()
    qtbot.keyClicks(dialog.name_edit, "mine")
    dialog.title_edit.setText("Another title")
    assert dialog.key == "mine"
    assert dialog.save_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "permission is missing")],
)
def test_a_disk_that_takes_nothing_is_one_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("nnviz.app.lessons.saving.write_atomically", refuse)
    dialog = asked(window)
    dialog.title_edit.setText("Nowhere")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.verdict.text() == f"nowhere.toml cannot be saved: {reason}."
    assert not written("nowhere").exists()
    dialog.reject()


def test_too_many_weights_are_one_sentence(window: MainWindow, session: Session) -> None:
    layer = replace(session.experiment.hidden_layers[0], units=64)
    session.set_experiment(replace(session.experiment, hidden_layers=(layer,) * 2))
    dialog = asked(window)
    dialog.title_edit.setText("Large")
    dialog.save_button.click()
    assert dialog.verdict.text() == "A lesson holds up to 2000 weights."
    dialog.reject()


@pytest.mark.parametrize("title", ['A "quoted" \\ title', "경사 하강법", "a", "é — ½"])
def test_any_title_can_be_read_again(window: MainWindow, title: str) -> None:
    dialog = asked(window)
    dialog.title_edit.setText(title)
    key = dialog.key
    assert is_key(key)
    dialog.save_button.click()
    assert read_lesson(written(key)).title.en == title


def test_a_free_key_is_not_taken() -> None:
    assert free_key("XOR: two neurons!", ()) == "xor-two-neurons"
    assert free_key("한국어", {"lesson", "lesson-2"}) == "lesson-3"
    assert is_key(free_key("x " * 200, ()))


def test_no_text_is_cut(qtbot: QtBot, window: MainWindow) -> None:
    choose_look(qtbot, window, "한국어")
    window.reader.save_as_lesson()
    dialog = shown(window)
    dialog.title_edit.setText("제목")
    QApplication.processEvents()
    assert cut_texts(dialog) == []
    dialog.reject()
