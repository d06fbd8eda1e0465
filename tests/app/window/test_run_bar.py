"""The run bar: it fits every width, and its numbers stand still."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.app.projector_size import projector_factor
from nnviz.app.settings import Settings
from nnviz.app.window.bar_button import BarButton
from nnviz.app.window.command_actions import Actions
from nnviz.app.window.command_row import Command
from nnviz.app.window.dress import Dress
from nnviz.app.window.readings import OF_STEP, progress_text
from nnviz.app.window.run_bar import RunBar, buttons_in_order
from nnviz.app.window.speed_scale import FASTEST
from nnviz.experiment import Experiment, with_dataset
from nnviz.language import set_language
from nnviz.theme import Theme, load_fonts
from nnviz.training.run import TrainingRun
from nnviz.widgets.style_sheet import wear
from tests.app.window.idle_desk import idle_desk
from tests.snapshots import fresh_snapshot, with_metrics


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    load_fonts()
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window: QWidget) -> Actions:
    return Actions(Theme(), idle_desk(), window)


@pytest.fixture
def bar(window: QWidget, actions: Actions) -> RunBar:
    made = RunBar(Theme(), actions, Settings(), window)
    made.resize(1600, 60)
    window.show()
    return made


def buttons(bar: RunBar) -> list[QToolButton]:
    return [button for button in bar.findChildren(QToolButton) if button.isVisible()]


@pytest.mark.parametrize("row", [row for row, _ in buttons_in_order()], ids=lambda row: row.key)
def test_every_command_with_a_place_in_the_bar_has_a_button_that_gives_it(
    qtbot: QtBot, bar: RunBar, actions: Actions, row: Command
) -> None:
    with qtbot.waitSignal(actions[row.key].triggered):
        next(button for button in buttons(bar) if button.text() == row.label).click()


@pytest.mark.parametrize("width", [500, 900, 1600])
def test_of_the_parts_only_those_are_seen_that_are_to_be(bar: RunBar, width: int) -> None:
    bar.show_parts(frozenset({"train", "step", "train_loss"}))
    bar.resize(width, 60)
    seen = {key for key, widgets in bar.parts.items() if any(w.isVisible() for w in widgets)}
    assert seen == bar.shown
    assert bar.unit.isVisible()
    bar.show_all()
    assert all(bar.parts[row.key][0].isVisible() for row, _ in buttons_in_order())
    assert bar.readings.epoch.isVisible()


def test_the_projector_s_bar_has_of_them_what_it_has_at_all(
    window: QWidget, actions: Actions
) -> None:
    bar = RunBar(Theme(projected=True), actions, Settings(), window)
    bar.resize(1600, 60)
    window.show()
    bar.show_parts(frozenset({"train", "new_weights", "score", "iteration", "progress"}))
    seen = {key for key, widgets in bar.parts.items() if any(w.isVisible() for w in widgets)}
    assert seen == {"train", "score"}


def test_without_any_part_there_is_no_bar(bar: RunBar) -> None:
    bar.show_parts(frozenset())
    assert bar.isHidden()
    bar.show_all()
    assert bar.isVisible()


def test_commands_readings_speed_and_progress_are_the_parts(bar: RunBar) -> None:
    commands = {row.key for row, _ in buttons_in_order()}
    assert bar.parts.keys() == commands | bar.readings.by_key.keys() | {"speed", "progress"}


def test_every_button_says_what_it_does(bar: RunBar) -> None:
    assert all(button.toolTip() and button.accessibleName() for button in buttons(bar))


def test_tooltips_name_the_shortcut(bar: RunBar) -> None:
    step = next(button for button in buttons(bar) if button.text() == "Step")
    assert "F10" in step.toolTip()


def test_it_is_measured_anew_in_another_style(qtbot: QtBot, bar: RunBar) -> None:
    bar.resize(1900, 60)
    assert (bar.rows, bar.dress) == (1, Dress.FULL)
    bar.setStyleSheet("QToolButton { padding: 40px; }")
    qtbot.waitUntil(lambda: bar.rows == 2)


@pytest.mark.parametrize("width", [1900, 1366, 1024, 800, 640])
def test_nothing_is_clipped_at_any_width(bar: RunBar, width: int) -> None:
    bar.show_snapshot(fresh_snapshot(iteration=8_888_888, epoch=88_888))
    bar.resize(width, 200)
    bar.layout().activate()
    for child in bar.findChildren(QWidget):
        if child.isVisible():
            right = child.mapTo(bar, child.rect().topRight()).x()
            assert right < width, child


def test_a_narrow_bar_has_two_rows(bar: RunBar) -> None:
    bar.resize(1900, 60)
    assert bar.rows == 1
    bar.resize(900, 120)
    assert bar.rows == 2
    bar.resize(1900, 60)
    assert bar.rows == 1


def test_the_unit_of_a_step_can_be_chosen(qtbot: QtBot, bar: RunBar) -> None:
    action = next(action for action in bar.unit.menu().actions() if action.data() == "sample")
    with qtbot.waitSignal(bar.unit_changed) as chosen:
        action.trigger()
    assert chosen.args == ["sample"]
    assert bar.unit.text() == "sample"


def test_the_speed_slider_ends_as_fast_as_it_goes(qtbot: QtBot, bar: RunBar) -> None:
    bar.speed.slider.setValue(0)
    with qtbot.waitSignal(bar.speed_changed) as fastest:
        bar.speed.slider.setValue(FASTEST)
    assert fastest.args == [None]
    with qtbot.waitSignal(bar.speed_changed) as slowest:
        bar.speed.slider.setValue(0)
    assert slowest.args == [1.0]


def test_the_numbers_of_the_moment_are_shown(bar: RunBar) -> None:
    shot = fresh_snapshot(epoch=160, iteration=2400, sample=3)
    bar.show_snapshot(with_metrics(shot, train_loss=0.0018, test_score=0.993))
    texts = [reading.text for reading in bar.readings.by_key.values()]
    assert texts[:4] == ["160", "2,400", "3/150", "0.0018"]
    assert texts[5] == "99.3 %"


def test_a_regression_shows_r_squared(bar: RunBar) -> None:
    bar.show_snapshot(
        with_metrics(fresh_snapshot(with_dataset(Experiment(), "sine")), test_score=0.5)
    )
    assert bar.readings.score.text == "0.500"
    assert bar.readings.score.accessibleName() == "Test R² 0.500"


def test_a_hopeless_r_squared_stays_short(bar: RunBar) -> None:
    shot = fresh_snapshot(with_dataset(Experiment(), "sine"))
    bar.show_snapshot(with_metrics(shot, test_score=-6.9e302))
    assert bar.readings.score.text == "−6.9e+302"


def test_another_unit_of_a_step_moves_nothing(bar: RunBar) -> None:
    widths = set()
    for key in ("sample", "batch", "epoch"):
        bar.unit.show_unit(key)
        widths.add(bar.unit.sizeHint().width())
    assert len(widths) == 1


def test_numbers_of_an_ordinary_size_move_nothing(bar: RunBar) -> None:
    before = bar.readings.sizeHint().width()
    shot = fresh_snapshot(epoch=9_999_999, iteration=9_999_999)
    bar.show_snapshot(with_metrics(shot, train_loss=1.2e-05, test_loss=0.1234))
    assert bar.readings.sizeHint().width() == before


def test_buttons_keep_their_words_before_they_keep_one_row(bar: RunBar) -> None:
    bar.resize(1366, 120)
    assert (bar.rows, bar.dress) == (2, Dress.FULL)


def test_the_lesser_buttons_lose_their_words_first(bar: RunBar) -> None:
    dresses = []
    for width in range(1900, 300, -20):
        bar.resize(width, 120)
        dresses.append(bar.dress)
    assert dresses == sorted(dresses)
    assert set(dresses) == set(Dress)


def test_the_projector_s_key_stands_on_its_button(bar: RunBar) -> None:
    projector = next(b for b in bar.findChildren(BarButton) if b.text() == "Projector")
    bar.resize(1900, 120)
    assert projector.shown_shortcut == "F5"
    bar.resize(640, 120)
    assert projector.shown_shortcut == ""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_small_projector_has_epoch_and_loss(window: QWidget, language: str) -> None:
    set_language(language)
    theme = Theme(factor=projector_factor(QSize(1024, 768), "M"), projected=True)
    bar = RunBar(theme, Actions(theme, idle_desk(), window), Settings(), window)
    wear(window, theme)
    bar.resize(1024, 100)
    window.show()
    for _ in range(4):  # as its parts come to know their sizes one after another
        QApplication.processEvents()
        bar.show_snapshot(fresh_snapshot())
    assert bar.readings.epoch.isVisible()
    assert bar.readings.test_loss.isVisible()
    assert bar.unit.isVisible()
    assert bar.layout().minimumSize().width() <= bar.width()


def test_a_lesson_s_readings_are_of_the_step_about_to_be_taken(bar: RunBar) -> None:
    step = lesson_step("slope-by-hand", 3)
    model = trained_ahead("slope-by-hand", step)
    run = TrainingRun.resumed(model.experiment, model.state)
    assert bar.needs == frozenset()
    assert bar.readings.cost.isHidden()
    bar.show_parts(step.bar)
    bar.show_snapshot(run.snapshot(bar.needs))
    shown = bar.readings.by_key
    assert [shown[key].text for key in OF_STEP] == ["5", "3.4582", "−12.3354", "1.4393"]
    assert not any(shown[key].isHidden() for key in OF_STEP)
    assert "5 of 20 steps" in progress_text(run.snapshot())
    bar.show_snapshot(TrainingRun(Experiment()).snapshot(bar.needs))
    assert [shown[key].text for key in OF_STEP] == ["0", "–", "–", "–"]
    bar.show_all()
    assert bar.needs == frozenset()
    assert shown["cost"].isHidden()
