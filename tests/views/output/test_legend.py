"""The key to the output's picture."""

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme, load_fonts
from nnviz.views.output.legend import Legend, limit_texts
from nnviz.views.plotting.colors import Colormap, Limits
from tests.views.drawn_views import is_like

THEME = Theme("light")
WIDTH, HEIGHT = 300, 18
GAP = 6


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    load_fonts()
    made = Legend(THEME, Colormap(THEME))
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    made.show()
    return made


def columns_of(image: QImage, color: QColor) -> list[int]:
    """Return the columns in which a colour is."""
    return [
        x
        for x in range(image.width())
        if any(is_like(image.pixelColor(x, y), color) for y in range(image.height()))
    ]


def text_width(text: str) -> float:
    return QFontMetricsF(THEME.font("small")).horizontalAdvance(text)


@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        ((-1.0, 1.0), ("−1", "+1")),
        ((0.0, 1.0), ("0", "1")),
        ((-1.12345, 1.2399), ("−1.12", "+1.24")),
        ((-0.87, 1.0), ("−0.87", "+1.00")),
        ((-1.5, 1.61), ("−1.50", "+1.61")),
        ((-3.0, -1.0), ("−3", "−1")),
        ((-1.7e308, 1.7e308), ("−1.7e+308", "+1.7e+308")),
        ((-0.0004, 12.0), ("0", "12")),
        ((-5000.0, 1234.0), ("−5000", "+1234")),
        ((99999.5, 99999.7), ("99999.5", "99999.7")),
        ((-1e-9, 2e-9), ("−1.0e-09", "+2.0e-09")),
    ],
)
def test_the_bar_s_ends_have_as_many_decimals(limits: Limits, texts: tuple[str, str]) -> None:
    assert limit_texts(limits) == texts


def test_the_bar_stands_between_its_numbers(legend: Legend) -> None:
    legend.show_meaning((-1.0, 1.0), (), bar=True, test=False)
    image = legend.grab().toImage()
    (first, last) = (columns_of(image, color) for color in (THEME.negative, THEME.positive))
    assert first[0] == pytest.approx(text_width("−1") + GAP, abs=3)
    assert last[-1] == pytest.approx(WIDTH - text_width("+1") - GAP, abs=3)


def test_the_bar_makes_room_for_what_a_hole_means(legend: Legend) -> None:
    legend.show_meaning((-1.0, 1.0), (), bar=True, test=False)
    alone = columns_of(legend.grab().toImage(), THEME.positive)[-1]
    legend.show_meaning((-1.0, 1.0), (), bar=True, test=True)
    beside_test = columns_of(legend.grab().toImage(), THEME.positive)[-1]
    assert alone - beside_test == pytest.approx(text_width("test") + 16 + 12, abs=3)


def test_both_numbers_are_written(legend: Legend) -> None:
    images = []
    for limits in ((-1.0, 1.0), (-1.0, 3.0), (-3.0, 3.0)):
        legend.show_meaning(limits, (), bar=True, test=False)
        images.append(legend.grab().toImage())
    left, right = ((0, 0, 14, HEIGHT), (WIDTH - 16, 0, 16, HEIGHT))
    assert images[0].copy(*left) == images[1].copy(*left) != images[2].copy(*left)
    assert images[0].copy(*right) != images[1].copy(*right) == images[2].copy(*right)


def test_every_class_has_its_mark_in_its_colour(legend: Legend) -> None:
    legend.show_meaning((0.0, 1.0), ("one", "two", "three"), bar=False, test=False)
    image = legend.grab().toImage()
    starts = [columns_of(image, color)[0] for color in THEME.class_colors[:3]]
    assert starts == sorted(starts)
    assert starts[1] - starts[0] == pytest.approx(text_width("one") + 16 + 14, abs=2)


def test_the_map_of_a_class_ends_in_its_colour(legend: Legend) -> None:
    legend.show_meaning((0.0, 1.0), (), bar=True, test=False, kind=2)
    assert columns_of(legend.grab().toImage(), THEME.class_colors[2])


def test_a_bar_of_decisions_has_two_colours_and_says_where_they_meet(legend: Legend) -> None:
    legend.show_meaning((0.0, 1.0), (), bar=True, test=False, decided=True)
    image = legend.grab().toImage()
    low, high = (columns_of(image, color) for color in (THEME.negative, THEME.positive))
    assert (low[0], high[-1]) == (0, WIDTH - 1)
    assert low + high == list(range(WIDTH))
    legend.show_meaning((0.0, 3.0), (), bar=True, test=False, decided=True)
    assert legend.grab().toImage() != image


def test_a_hole_is_shown_in_the_shapes_of_the_classes(legend: Legend) -> None:
    images = []
    for classes in ((), ("no", "yes")):
        legend.show_meaning((-1.0, 1.0), classes, bar=False, test=True)
        start = WIDTH - round(text_width("test")) - 40
        images.append(legend.grab().toImage().copy(start, 0, 40, HEIGHT))
    assert images[0] != images[1]
