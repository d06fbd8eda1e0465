"""The builder's small controls: what each state of them looks like."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnviz.engine.activations import ACTIVATIONS
from nnviz.theme import Theme
from nnviz.views.network.controls import Chip, OptionsButton, SmallChoice, StepButton, set_usable

THEME = Theme("light")
MAKERS: dict[str, Callable[[], QWidget]] = {
    "step": lambda: StepButton(THEME, "+", "more"),
    "options": lambda: OptionsButton(THEME, "Options"),
    "chip": lambda: Chip(THEME, "a long word"),
    "choice": lambda: SmallChoice(THEME, ACTIVATIONS),
}

each_control = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    widget.show()
    widget.clearFocus()
    return widget


def edge_color(image: QImage) -> QColor:
    """Return the colour of the frame in the middle of its upper side."""
    return image.pixelColor(image.width() // 2, 0)


def looks(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def has(image: QImage, role: str) -> bool:
    """Say whether a colour of the theme is in a picture."""
    wanted = THEME.color(role)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y) == wanted for x, y in places)


@each_control
def test_it_has_a_hairline_around_it(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    image = looks(shown(qtbot, make()))
    assert edge_color(image) == THEME.color("border")
    assert has(image, "surface")


@each_control
def test_the_focus_is_a_coloured_frame(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = shown(qtbot, make())
    widget.activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    assert edge_color(looks(widget)) == THEME.color("accent")


@each_control
def test_what_cannot_be_used_is_faded(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = shown(qtbot, make())
    before = looks(widget)
    widget.setEnabled(False)
    assert looks(widget) != before


@pytest.mark.parametrize("name", ["step", "options", "chip"])
def test_it_is_darker_while_pressed(qtbot: QtBot, name: str) -> None:
    widget = shown(qtbot, MAKERS[name]())
    assert isinstance(widget, QAbstractButton)
    assert not has(looks(widget), "sunken")
    widget.setDown(True)
    assert has(looks(widget), "sunken")


def test_a_chip_that_is_switched_on_is_filled_and_in_colour(qtbot: QtBot) -> None:
    chip = Chip(THEME, "a long word")
    chip.setCheckable(True)
    shown(qtbot, chip)
    off = looks(chip)
    chip.setChecked(True)
    on = looks(chip)
    assert (has(off, "accent_soft"), has(on, "accent_soft")) == (False, True)
    assert (edge_color(off), edge_color(on)) == (THEME.color("border"), THEME.color("accent"))


def test_a_chip_shows_its_text(qtbot: QtBot) -> None:
    assert looks(shown(qtbot, Chip(THEME, "A"))) != looks(shown(qtbot, Chip(THEME, "V")))


def test_options_that_are_not_as_usual_are_marked_and_told(qtbot: QtBot) -> None:
    button = OptionsButton(THEME, "Options")
    shown(qtbot, button)
    usual = looks(button)
    button.tell("no bias")
    assert has(looks(button), "accent_soft")
    assert (button.toolTip(), button.accessibleDescription()) == ("Options: no bias", "no bias")
    button.tell("")
    assert looks(button) == usual
    assert (button.toolTip(), button.accessibleDescription()) == ("Options", "")


def test_a_plus_is_a_minus_with_a_stroke_more(qtbot: QtBot) -> None:
    plus, minus = (looks(shown(qtbot, StepButton(THEME, sign, ""))) for sign in "+−")
    middle, above = plus.width() // 2, plus.height() // 2 - 3
    assert plus.pixelColor(middle, above) != minus.pixelColor(middle, above)
    across = [image.pixelColor(middle - 3, plus.height() // 2) for image in (plus, minus)]
    assert across[0] == across[1] != THEME.color("surface")


def test_a_list_is_no_wider_than_what_is_chosen(qtbot: QtBot) -> None:
    choice = SmallChoice(THEME, ACTIVATIONS)
    shown(qtbot, choice)
    choice.show_key("relu")
    short = choice.width()
    choice.show_key("leaky_relu")
    assert choice.width() > short
    assert choice.currentData() == "leaky_relu"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An active window with three buttons beside each other."""
    made = QWidget()
    row = QHBoxLayout(made)
    for _ in range(3):
        row.addWidget(StepButton(THEME, "+", ""))
    shown(qtbot, made)
    made.activateWindow()
    return made


@pytest.fixture
def buttons(window: QWidget) -> list[StepButton]:
    return window.findChildren(StepButton)


@pytest.mark.parametrize(("usable", "then"), [(True, 0), (False, 1)])
def test_the_focus_goes_to_the_neighbour_of_what_becomes_useless(
    qtbot: QtBot, buttons: list[StepButton], usable: bool, then: int
) -> None:
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    set_usable(buttons[0], usable, buttons[1])
    assert buttons[0].isEnabled() is usable
    assert buttons[then].hasFocus()


def test_the_focus_stays_when_something_else_becomes_useless(
    qtbot: QtBot, buttons: list[StepButton]
) -> None:
    buttons[2].setFocus()
    qtbot.waitUntil(buttons[2].hasFocus)
    set_usable(buttons[0], False, buttons[1])
    assert buttons[2].hasFocus()


def test_a_list_has_an_arrow_that_points_down(qtbot: QtBot) -> None:
    image = looks(shown(qtbot, SmallChoice(THEME, ACTIVATIONS)))
    ground, middle = THEME.color("surface"), image.width() - 10
    there = [
        [y for y in range(4, image.height() - 4) if image.pixelColor(x, y) != ground]
        for x in (middle - 3, middle, middle + 2)
    ]
    assert all(there)
    assert max(there[1]) > max(there[0])
    assert max(there[1]) > max(there[2])


@pytest.mark.parametrize(("checkable", "role"), [(True, "muted"), (False, "text")])
def test_a_chip_s_word_has_the_colour_of_its_state(
    qtbot: QtBot, checkable: bool, role: str
) -> None:
    chip = Chip(THEME, "▮▮▮")
    chip.setCheckable(checkable)
    word = looks(shown(qtbot, chip)).copy(8, 4, chip.width() - 16, chip.height() - 8)
    assert has(word, role)
