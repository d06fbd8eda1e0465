"""The buttons of the run bar: icon, words and shortcut do not touch each other."""

import numpy as np
import pytest
from PySide6.QtGui import QAction, QImage
from pytestqt.qtbot import QtBot

from nnviz.app.window.bar_button import ICON, BarButton
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.style_sheet import wear

ICONS = {
    "Replay": "rotate-ccw",
    "Train": "play",
    "이전 단계": "step-back",
    "프로젝터": "presentation",
}
LEAST_GAP = 5  # pixels of the design


def made(qtbot: QtBot, theme: Theme, words: str, shortcut: str = "") -> BarButton:
    action = QAction(words)
    action.setIcon(icon(ICONS[words], theme.color("text"), theme.pixels(ICON)))
    button = BarButton(theme, action, shortcut)
    qtbot.addWidget(button)
    action.setParent(button)
    wear(button, theme)
    button.show()
    return button


def parts(button: BarButton, gap: int) -> list[tuple[int, int]]:
    """Return from where to where things are painted, of which each is so far from the next."""
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    inner = pixels[4:-4, 4 : image.width() - 4].astype(int)
    inked = np.flatnonzero(abs(inner - inner[0, 0]).max(axis=0) > 40)
    breaks = np.flatnonzero(np.diff(inked) > gap)
    starts, ends = np.r_[inked[0], inked[breaks + 1]], np.r_[inked[breaks], inked[-1]]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


@pytest.mark.parametrize("factor", [1.0, 1.8])
@pytest.mark.parametrize("words", ICONS)
def test_words_keep_their_distance_from_the_icon(qtbot: QtBot, words: str, factor: float) -> None:
    theme = Theme(factor=factor)
    found = parts(made(qtbot, theme, words), theme.pixels(LEAST_GAP))
    assert found[0][1] <= theme.pixels(ICON + 8)
    assert len(found) >= 2


@pytest.mark.parametrize("words", ICONS)
def test_nothing_is_painted_over_the_words(qtbot: QtBot, words: str) -> None:
    theme = Theme()
    plain = parts(made(qtbot, theme, words), 2)
    keyed = made(qtbot, theme, words, "F5")
    found = parts(keyed, 2)
    assert found[: len(plain)] == plain
    assert found[len(plain)][0] - plain[-1][1] >= theme.pixels(LEAST_GAP)
    assert found[-1][1] < keyed.width() - theme.pixels(8)


def test_the_icon_alone_has_no_shortcut_beside_it(qtbot: QtBot) -> None:
    button = made(qtbot, Theme(), "Replay", "F5")
    wide = button.sizeHint().width()
    button.show_words(False)
    assert button.shown_shortcut == ""
    assert button.sizeHint().width() < wide / 2
