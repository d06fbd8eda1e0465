"""Reading in the window: pages turn, what one changes by hand survives, all is given back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application
from nnviz.app.lessons.blank import Blank
from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session
from tests.app.conftest import discard
from tests.app.driving import choose_look, press, press_for_look
from tests.app.lessons.reading import column, page, settle, write_lesson
from tests.session.driving import state_of

SLOPE = "slope-by-hand"
THREE = """
title = "Three steps"
summary = "To try the window with"

[[steps]]
title = "One"
text = "First."
weights = [0.5]
views = { row = ["output", "network"] }
bar = ["train", "step", "speed"]
speed = 2

[steps.experiment]
points = { inputs = ["x"], values = ["y"], limits = [[0, 6]], rows = ROWS, whole = true }
hidden_layers = []
output_activation = "linear"
output_bias = false
loss = "mse"
learning_rate = 0.01
batch_size = "none"

[[steps.controls]]
choice = "learning_rate"
low = 0.001
high = 1

[[steps.controls]]
parameter = 0
label = "w"

[[steps.controls]]
parameter = 0
first = true
label = "first w"

[steps.question]
ask = "Why?"
answer = "Because."

[[steps]]
title = "Two"
text = "Second."
watch = "it."
highlights = ["output", "step"]

[steps.quiz]
ask = "What is 2/22?"
answer = "2/22"

[[steps]]
title = "Three"
text = "Third."
ahead = { steps = 5 }
views = "output"
bar = ["train"]
speed = "fastest"
""".replace("ROWS", "[[1, 2], [2, 4], [3, 6], [4, 8], [5, 10]]")


@pytest.fixture
def lesson(window: MainWindow) -> MainWindow:
    """Return a window in which the lesson of three steps is open."""
    write_lesson("three", THREE)
    window.reader.shelf.look_again()
    assert window.reader.open("three")
    return window


# Turning pages


def test_a_step_sets_its_stage(qtbot: QtBot, lesson: MainWindow, session: Session) -> None:
    settle(qtbot, lesson)
    bar = lesson.content.run_bar
    assert lesson.windowTitle() == "Three steps[*] — nnviz"
    assert bar.shown == {"train", "step", "speed"}
    assert bar.speed.slider.value() == 2  # 2.2 steps a second is the stop nearest to 2
    assert state_of(session).parameters.tolist()[0] == 0.5
    assert lesson.content.workspace.controls == set()
    assert set(lesson.content.workspace.shown().keys) == {"output", "network"}


def test_a_step_sets_switches_of_its_views(qtbot: QtBot, window: MainWindow) -> None:
    two = THREE.replace("speed = 2\n", "speed = 2\noptions.surface.two_parameters = true\n")
    back = two.replace('speed = "fastest"', "options.surface.one_parameter = true")
    write_lesson("switches", back.replace('views = "output"', 'views = "surface"'))
    window.reader.shelf.look_again()
    dock = next(dock for dock in window.content.workspace.view_docks if dock.key == "surface")
    assert window.reader.open("switches")
    assert dock.options()["two_parameters"]
    window.reader.open("switches", 2)
    settle(qtbot, window)
    assert dock.view is not None
    assert dock.view.options()["one_parameter"]
    window.reader.open("switches", 1)
    assert dock.view.options()["two_parameters"]
    assert not dock.view.options()["one_parameter"]


def test_a_step_is_trained_ahead(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.reader.open(SLOPE, 2)
    settle(qtbot, window)
    assert state_of(session).iteration == 5
    assert f"{state_of(session).parameters[0]:.4f}" == "1.4393"


def test_long_training_ahead_shows_how_far_it_is(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnviz.app.lessons.reader.AT_ONCE_S", -1.0)
    with qtbot.waitSignal(window.reader.progressed):
        window.reader.open(SLOPE, 2)
    assert state_of(session).iteration in (0, 5)
    qtbot.waitUntil(lambda: window.reader.progress is None)
    qtbot.waitUntil(lambda: state_of(session).iteration == 5)
    assert column(window).ahead.isHidden()


def test_an_edit_while_a_step_is_trained_ahead_is_kept(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnviz.app.lessons.reader.AT_ONCE_S", -1.0)
    window.reader.open(SLOPE, 2)
    session.set_parameter(0, 3.0)
    assert window.reader.progress is None
    qtbot.wait(1)
    assert state_of(session).parameters[0] == 3.0


def test_what_is_changed_by_hand_survives_until_a_step_asks_for_something_else(
    qtbot: QtBot, lesson: MainWindow, session: Session
) -> None:
    session.set_experiment(replace(session.experiment, learning_rate=0.05))
    session.set_parameter(0, 1.25)
    lesson.content.workspace.open_view("loss", "output")
    press(lesson, "PgDown")
    settle(qtbot, lesson)
    assert session.experiment.learning_rate == 0.05
    assert state_of(session).parameters[0] == 1.25
    assert "loss" in lesson.content.workspace.shown().keys
    press(lesson, "PgDown")
    settle(qtbot, lesson)
    assert session.experiment.learning_rate == 0.01
    assert state_of(session).iteration == 5
    assert lesson.content.workspace.shown().keys == ("output",)


def test_going_back_shows_the_step_as_its_file_says(
    qtbot: QtBot, lesson: MainWindow, session: Session
) -> None:
    press(lesson, "PgDown")
    session.set_parameter(0, 1.25)
    press(lesson, "PgUp")
    settle(qtbot, lesson)
    assert lesson.reader.number == 0
    assert state_of(session).parameters[0] == 0.5


def test_a_step_is_reset(qtbot: QtBot, lesson: MainWindow, session: Session) -> None:
    curtain = page(lesson).curtain
    assert curtain is not None
    curtain._button.click()  # noqa: SLF001
    session.set_parameter(0, 1.25)
    navigation = column(lesson).navigation
    assert navigation is not None
    navigation.reset.click()
    settle(qtbot, lesson)
    assert state_of(session).parameters[0] == 0.5
    fresh = page(lesson).curtain
    assert fresh is not None
    assert not fresh.revealed


def test_two_quick_presses_go_two_steps_on(qtbot: QtBot, lesson: MainWindow) -> None:
    press(lesson, "PgDown")
    press(lesson, "PgDown")
    settle(qtbot, lesson)
    assert lesson.reader.number == 2
    press(lesson, "PgDown")
    assert lesson.reader.number == 2
    assert "last step" in lesson.content.status.news


def test_there_is_no_step_before_the_first(lesson: MainWindow) -> None:
    press(lesson, "PgUp")
    assert lesson.reader.number == 0
    assert "first step" in lesson.content.status.news


def test_the_buttons_turn_the_pages_and_the_last_one_finishes(lesson: MainWindow) -> None:
    for number in range(3):
        assert lesson.reader.number == number
        navigation = column(lesson).navigation
        assert navigation is not None
        navigation.next.click()
    assert not lesson.reader.reading


def test_the_speed_of_a_lesson_is_not_remembered(lesson: MainWindow) -> None:
    before = Settings().speed
    lesson.content.run_bar.speed.slider.setValue(9)
    assert lesson.reader.speed != before
    lesson.reader.leave()
    assert Settings().speed == before
    assert lesson.content.run_bar.speed.speed == pytest.approx(before, rel=0.1)


# Keys and the blank screen


def test_the_keys_of_pages_are_those_of_training_without_a_lesson(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.reader.open(SLOPE)
    press(window, "PgDown")
    assert window.reader.number == 1
    assert state_of(session).iteration == 0
    press(window, "S")
    assert state_of(session).iteration == 1
    press(window, "Esc")
    assert not window.reader.reading
    press(window, "PgDown")
    qtbot.waitUntil(lambda: state_of(session).iteration == 1)


def test_no_field_takes_the_keys_when_an_answer_is_shown_or_a_page_turned(
    qtbot: QtBot, lesson: MainWindow, session: Session
) -> None:
    curtain = page(lesson).curtain
    assert curtain is not None
    curtain._button.setFocus()  # noqa: SLF001
    curtain._button.click()  # noqa: SLF001
    assert lesson.focusWidget() is curtain
    press(lesson, "PgDown")
    quiz = page(lesson).quiz
    assert quiz is not None
    quiz.field.setFocus()
    press(lesson, "PgDown")
    assert lesson.focusWidget() is column(lesson)
    settle(qtbot, lesson)
    press(lesson, "S")
    assert state_of(session).iteration == 6


@pytest.mark.parametrize("key", [".", "B"])
def test_the_screen_is_blanked_and_any_key_brings_it_back(lesson: MainWindow, key: str) -> None:
    press(lesson, key)
    blank = lesson.findChild(Blank)
    assert blank is not None
    assert blank.isVisible()
    assert blank.size() == lesson.size()
    QTest.keyClick(blank, Qt.Key.Key_PageDown)
    assert not blank.isVisible()
    assert lesson.reader.number == 0


def test_escape_ends_a_blank_screen_first(lesson: MainWindow) -> None:
    press(lesson, ".")
    blank = lesson.findChild(Blank)
    assert blank is not None
    QTest.keyClick(blank, Qt.Key.Key_Escape)
    assert lesson.reader.reading
    press(lesson, "Esc")
    assert not lesson.reader.reading


# Another look


@pytest.mark.parametrize("text", ["Dark", "한국어"])
def test_another_look_keeps_the_page(qtbot: QtBot, lesson: MainWindow, text: str) -> None:
    curtain = page(lesson).curtain
    assert curtain is not None
    curtain._button.click()  # noqa: SLF001
    choose_look(qtbot, lesson, text)
    again = page(lesson).curtain
    assert again is not None
    assert again is not curtain
    assert again.revealed
    assert lesson.content.run_bar.shown == {"train", "step", "speed"}


def test_the_projector_shows_the_lesson_alone(qtbot: QtBot, lesson: MainWindow) -> None:
    before = lesson.content.workspace.controls
    press_for_look(qtbot, lesson, "F5")
    assert lesson.content.workspace.projected
    assert column(lesson).isVisible()
    assert not lesson.content.run_bar.isVisible()
    assert set(lesson.content.workspace.shown().keys) == {"output", "network"}
    press(lesson, "PgDown")
    press(lesson, "Esc")
    assert not lesson.reader.reading
    assert lesson.content.run_bar.isVisible()
    press_for_look(qtbot, lesson, "F5")
    assert not lesson.content.workspace.projected
    assert lesson.content.workspace.controls != before


def test_the_arrangement_from_before_the_lesson_comes_back_after_the_projector(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.content.workspace.open_view("loss", "network")
    QApplication.processEvents()
    before = [place.keys for place in window.content.workspace.shown().places]
    window.reader.open(SLOPE)
    press_for_look(qtbot, window, "F5")
    window.reader.leave()
    press_for_look(qtbot, window, "F5")
    QApplication.processEvents()
    assert [place.keys for place in window.content.workspace.shown().places] == before


# What cannot be shown


def test_a_lesson_that_is_not_there_is_told(window: MainWindow) -> None:
    assert not window.reader.open("nothing")
    assert "There is no lesson “nothing”." in window.content.banner.text
    assert not window.reader.reading


def test_a_step_that_is_not_there_is_told(window: MainWindow) -> None:
    assert not window.reader.open(SLOPE, 99)
    assert "there is no step 100" in window.content.banner.text
    assert not window.reader.reading


def test_a_step_whose_training_diverges_is_shown_as_it_begins(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    text = THREE.replace("learning_rate = 0.01", "learning_rate = 900")
    write_lesson("wild", text.replace("steps = 5", "steps = 900"))
    window.reader.open("wild", 2)
    settle(qtbot, window)
    assert window.reader.number == 2
    assert "cannot be shown as it should be" in window.content.banner.text
    assert state_of(session).iteration == 0


def test_the_window_can_be_started_with_a_lesson(qtbot: QtBot, app: QApplication) -> None:
    made = Application(app, Settings())
    with qtbot.waitSignal(made.session.frame_ready):
        made.start(None, (SLOPE, 3))
    try:
        assert made.window.reader.number == 3
        assert column(made.window).isVisible()
    finally:
        discard(made)


def test_a_page_that_would_not_fit_has_smaller_type(
    qtbot: QtBot, start: Callable[[int, int], Application]
) -> None:
    window = start(1024, 700).window
    window.reader.open(SLOPE, 2)
    settle(qtbot, window)
    sizes = {text.laid(text.width()).pieces[0].piece.font for text in page(window).texts}
    qtbot.waitUntil(lambda: page(window).minimumSizeHint().height() >= 0)
    small = [font.pixelSize() for font in sizes if font is not None]
    assert max(small) == 18  # of the title, which is larger where there is room
    assert column(window).width() == 360


def test_the_projector_has_the_controls_below_the_views(
    qtbot: QtBot, lesson: MainWindow, session: Session
) -> None:
    press_for_look(qtbot, lesson, "F5")
    settle(qtbot, lesson)
    shown = column(lesson)
    assert page(lesson).controls is None
    assert shown.controls is not None
    assert shown.strip.isVisible()
    assert shown.strip.mapTo(lesson, shown.strip.rect().topLeft()).x() >= shown.width()
    session.set_experiment(replace(session.experiment, learning_rate=0.5))
    press(lesson, "PgDown")
    assert not shown.strip.isVisible()
