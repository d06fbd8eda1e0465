"""The steps view: its rows, where it stands, and how one goes to a step."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nnviz.app.command.lesson_start import lesson_step, trained_ahead
from nnviz.experiment import Experiment, with_optimizer
from nnviz.language import set_language
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views.steps.view import StepsView
from tests.cut_texts import cut_texts
from tests.views.drawn_views import is_like, seen, shown

SINGLE = replace(Experiment(), hidden_layers=())


def by_hand(step: int = 3) -> TrainingRun:
    model = trained_ahead("slope-by-hand", lesson_step("slope-by-hand", step))
    return TrainingRun.resumed(model.experiment, model.state)


def draw(view: Any, run: TrainingRun) -> None:
    view.draw(run.snapshot({"track"}))


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    made = shown(qtbot, StepsView, (360, 620))
    draw(made, by_hand())
    seen(made)
    return made


def middle_of(view: Any, row: int) -> QPoint:
    return view.table.row_area(row).center().toPoint()


def click(qtbot: QtBot, view: Any, row: int) -> None:
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, row))


def has(image: QImage, area: Any, color: QColor) -> bool:
    """Say whether a colour is somewhere in an area."""
    place = area.toRect()
    return any(
        is_like(image.pixelColor(x, y), color, 6)
        for x in range(place.left(), place.right())
        for y in range(place.top() + 1, place.bottom() - 1)
    )


def test_it_shows_the_lecture_s_table(view: Any) -> None:
    texts = [[view.table.text_at(row, column) for column in range(4)] for row in (0, 5, 10, 15, 19)]
    assert texts == [
        ["0", "41.4864", "−42.7247", "0.4852"],
        ["5", "3.4582", "−12.3354", "1.5627"],
        ["10", "0.2883", "−3.5614", "1.8737"],
        ["15", "0.0240", "−1.0282", "1.9635"],
        ["19", "0.0033", "−0.3806", "1.9865"],
    ]
    assert view.table.rows == 20


def test_the_present_row_stands_out_and_those_ahead_stand_back(view: Any) -> None:
    image, theme, area = seen(view), view.theme, view.table.row_area
    assert has(image, area(5), theme.color("accent"))
    assert has(image, area(5), theme.color("orange_ink"))
    assert has(image, area(5), theme.color("blue_ink"))
    for row, role in ((4, "text"), (6, "ahead")):
        assert has(image, area(row), theme.color(role))
        assert not has(image, area(row), theme.color("accent_soft"))
        assert not has(image, area(row), theme.color("orange_ink"))
    assert not has(image, area(6), theme.color("text"))


@pytest.mark.parametrize("row", [0, 4, 6, 15])
def test_a_click_asks_for_its_step(qtbot: QtBot, view: Any, row: int) -> None:
    with qtbot.waitSignal(view.moment_wanted) as wanted:
        click(qtbot, view, row)
    assert wanted.args == [row]


def test_a_click_on_the_present_row_or_beside_them_asks_for_nothing(
    qtbot: QtBot, view: Any
) -> None:
    with qtbot.assertNotEmitted(view.moment_wanted):
        click(qtbot, view, 5)
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 5))
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 615))


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Up, 4),
        (Qt.Key.Key_Down, 6),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 19),
    ],
)
def test_keys_go_through_the_steps(qtbot: QtBot, view: Any, key: Qt.Key, step: int) -> None:
    with qtbot.waitSignal(view.moment_wanted) as wanted:
        qtbot.keyClick(view.table, key)
    assert wanted.args == [step]


def test_keys_stop_at_the_ends(qtbot: QtBot, view: Any) -> None:
    with qtbot.assertNotEmitted(view.moment_wanted):
        for run, key in ((by_hand(1), Qt.Key.Key_Up), (by_hand(), Qt.Key.Key_PageDown)):
            draw(view, run)
            qtbot.keyClick(view.table, key)
        run = by_hand()
        run.advance(14)
        draw(view, run)
        qtbot.keyClick(view.table, Qt.Key.Key_Down)


def test_the_row_pointed_at_is_lit(qtbot: QtBot, view: Any) -> None:
    table = view.table
    sunken, edge = view.theme.color("sunken"), table.row_area(2).center().toPoint()
    edge.setX(view.theme.pixels(12))  # left of the numbers
    assert not is_like(seen(view).pixelColor(edge), sunken, 6)
    qtbot.mouseMove(table.viewport(), middle_of(view, 1))
    qtbot.mouseMove(table.viewport(), middle_of(view, 2))
    assert is_like(seen(view).pixelColor(edge), sunken, 6)


def test_it_follows_the_present_step_through_thousands(qtbot: QtBot) -> None:
    view = shown(qtbot, StepsView, (360, 300))
    run = TrainingRun(SINGLE)
    for steps in (3, 40, 5000, 1):
        run.advance(steps)
        draw(view, run)
        seen(view)
        place = view.table.row_area(view.table.present)
        assert 0 < place.top() < place.bottom() <= view.table.viewport().height()
    view.table.verticalScrollBar().setValue(0)
    draw(view, run)  # of the same moment: it stays where one has scrolled to
    assert view.table.verticalScrollBar().value() == 0


def test_columns_that_do_not_fit_in_are_scrolled_to(qtbot: QtBot) -> None:
    view = shown(qtbot, StepsView, (300, 300))
    draw(view, TrainingRun(SINGLE))
    before = seen(view)
    bar = view.table.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert seen(view) != before
    view.resize(900, 300)
    assert bar.maximum() == 0


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("experiment", "words"),
    [(Experiment(), "20"), (with_optimizer(SINGLE, "perceptron"), "")],
)
def test_it_says_why_there_is_nothing(
    qtbot: QtBot, experiment: Experiment, words: str, language: str
) -> None:
    set_language(language)
    view = shown(qtbot, StepsView, (232, 160))
    view.draw(TrainingRun(experiment).snapshot({"track"}))
    assert view.table.isHidden()
    assert words in view.empty.text()
    assert cut_texts(view) == []
    draw(view, by_hand())
    assert not view.table.isHidden()
    assert view.empty.isHidden()


def test_where_the_first_step_diverges_it_says_so(qtbot: QtBot) -> None:
    run = by_hand(1)
    wild = TrainingRun(replace(run.experiment, learning_rate=1e3), initial=run.initial)
    wild.set_parameter(0, 1e153)
    view = shown(qtbot, StepsView)
    for _ in range(60):
        found = wild.snapshot({"track"})
        if len(found.parts["track"].iterations) == 0:
            break
        wild.set_parameter(0, wild.parameter(0)[0] * 2)
    view.draw(found)
    assert "diverges" in view.empty.text()


@pytest.mark.parametrize("theme", [Theme(), Theme("dark", 2.0, projected=True)])
def test_no_number_is_cut(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, StepsView, (theme.pixels(360), theme.pixels(400)), theme)
    draw(view, by_hand())
    assert view.table.horizontalScrollBar().maximum() == 0
