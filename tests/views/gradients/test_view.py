"""The gradients view: its sentences, its axis, and where on it everything is drawn."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, LayerChoice, with_optimizer
from nnviz.language import set_language
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme, contrast
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.views.gradients.levels import axis_limits, on_axis
from nnviz.views.gradients.view import GradientsView
from nnviz.views.gradients.words import caption, headline, powers, size_text, why_empty
from tests.cut_texts import cut_texts
from tests.snapshots import with_parts
from tests.views.drawn_views import seen, shown, snapshot

SIGMOIDS = {"hidden_layers": (LayerChoice(8, "sigmoid"),) * 4, "output_activation": "sigmoid"}
NAMES = ("Hidden 1", "Hidden 2", "Output")


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, GradientsView, (592, 448))


def deep(steps: int = 3000) -> Snapshot:
    return snapshot("circle", steps, **SIGMOIDS)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([1e-4, 1e-3, 0.0283], "Hidden 1 gets 1/283 of the output’s gradient."),
        ([0.1, 0.2, 0.25], "Hidden 1 gets 1/2.5 of the output’s gradient."),
        ([1e-9, 1e-5, 0.1], "Hidden 1 gets 1/10⁸ of the output’s gradient."),
        ([0.1, 0.2, 0.11], "Hidden 1 gets about as much gradient as the output."),
        ([0.29, 0.2, 0.1], "Hidden 1 gets 2.9 times the output’s gradient."),
        ([0.0, 0.2, 0.1], "Hidden 1 gets no gradient at all."),
        ([0.1, 0.0, 0.0], "Output gets no gradient at all."),
        ([0.0, 0.0, 0.0], "No gradient reaches any layer: nothing is learnt."),
        ([np.nan, 0.0, 0.1], "The gradients have grown beyond all numbers."),
    ],
)
def test_the_headline_is_computed(sizes: list[float], said: str) -> None:
    sentence, number = headline(NAMES, np.array(sizes))
    assert sentence == said
    assert number in sentence


def test_one_layer_has_nothing_to_be_compared_with() -> None:
    assert (
        headline(("Output",), np.array([0.05]))[0] == "The only layer gets a gradient of 5.0e−02."
    )


def test_it_is_the_headline_of_the_run(view: Any) -> None:
    shot = deep()
    view.draw(shot)
    latest = shot.parts["gradients"].latest
    assert view.chart.levels.headline == (
        f"Hidden 1 gets 1/{latest[-1] / latest[0]:.0f} of the output’s gradient."
    )
    assert latest[-1] / latest[0] > 100


def test_powers_are_written_as_such() -> None:
    assert powers(0.25 ** np.arange(3, 0, -1.0)) == ["0.25³", "0.25²", "0.25"]
    assert powers(np.array([0.0625, 0.25, 1.0])) == ["0.062", "0.25", "1"]


def test_sizes_are_written_with_a_true_minus_sign() -> None:
    assert [size_text(5.06e-5), size_text(0.0)] == ["5.1e−05", "0"]


def test_the_axis_holds_all_numbers() -> None:
    assert axis_limits([np.array([3e-5, 0.02, 0.0, np.nan])], 0.25 ** np.arange(1, 6)) == (-5, 0)
    assert axis_limits([np.zeros(3)], None) == (-3, 0)
    assert axis_limits([np.array([1e-300, 0.1])], None)[0] == -16
    assert axis_limits([np.array([0.095])], None)[1] == 0  # room above the number


def test_equal_factors_are_equal_distances() -> None:
    sizes = np.array([1.0, 1e-2, 1e-4, 1e-9, 0.0, 10.0, np.nan, np.inf])
    found = on_axis(sizes, (-4.0, 0.0))
    np.testing.assert_allclose(found, [1.0, 0.5, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0], atol=1e-15)


def test_the_thermometers_stand_at_the_sizes(view: Any) -> None:
    view.draw(deep())
    image, chart = seen(view), view.chart
    shares = on_axis(chart.levels.sizes, chart.levels.axis)
    for k, column in enumerate(chart.places.tubes):
        filled = column.bottom() - column.height() * shares[k]
        color = Theme().layer_color(k + 1, 5)
        x = round(column.center().x())
        assert image.pixelColor(x, round(filled) + 3) == color
        assert image.pixelColor(x, round(column.top()) + 1) != color


def test_lines_and_thermometers_share_the_axis(view: Any) -> None:
    view.draw(deep())
    seen(view)
    chart = view.chart
    assert (chart.places.lines.top(), chart.places.lines.bottom()) == (
        chart.places.tubes[0].top(),
        chart.places.tubes[0].bottom(),
    )


def test_the_ramp_leads_from_the_first_layer_to_the_output() -> None:
    for shade in ("light", "dark"):
        theme = Theme(shade)
        contrasts = [contrast(theme.layer_color(k, 5), theme.color("surface")) for k in range(1, 6)]
        assert contrasts == sorted(contrasts)
        assert contrasts[0] >= 3.0


def test_relu_has_no_staircase(view: Any) -> None:
    view.draw(snapshot("circle", 30, hidden_layers=(LayerChoice(8, "relu"),) * 4))
    assert view.chart.levels.ceilings is None
    assert view.chart.levels.caption.startswith("ReLU has slopes up to 1")


def test_captions_say_what_is_dashed() -> None:
    base = Experiment()
    sigmoids, mixed = replace(base, **SIGMOIDS), (LayerChoice(2, "sigmoid"), LayerChoice(2, "relu"))
    assert "0.25ᵏ" in caption(sigmoids, np.array([0.25]))
    assert caption(base, np.array([0.25])).startswith("Dashed: the most")
    assert caption(replace(base, hidden_layers=mixed), None).startswith("Mean |∂L/∂w|")


def test_without_gradients_it_says_why(view: Any) -> None:
    view.draw(TrainingRun(Experiment()).snapshot({"gradients"}))
    assert view.empty.isVisible()
    assert view.empty.text().startswith("Train, or take a step")
    single = replace(Experiment(), hidden_layers=(), output_activation="step")
    assert "no slope" in why_empty(single)
    assert "uses no gradients" in why_empty(with_optimizer(single, "perceptron"))
    view.draw(deep())
    assert not view.empty.isVisible()
    view.draw(TrainingRun(Experiment()).snapshot({"gradients"}))
    assert view.empty.isVisible()
    assert not view.chart.isVisible()


def test_the_layer_of_what_is_selected_is_ringed(view: Any) -> None:
    view.draw(deep())
    before = seen(view)
    view.show_selection(Selection().choosing(NeuronPlace(2, 1)))
    assert seen(view) != before
    view.show_selection(Selection())
    assert seen(view) == before


def test_pointing_at_one_of_many_columns_shows_its_number(qtbot: QtBot) -> None:
    view = shown(qtbot, GradientsView, (420, 400))
    view.draw(snapshot("circle", 60, hidden_layers=(LayerChoice(4),) * 8))
    before, chart = seen(view), view.chart
    qtbot.mouseMove(chart, QPointF(chart.places.tubes[3].center()).toPoint())
    assert seen(view) != before
    qtbot.mouseMove(chart, QPointF(2, 2).toPoint())
    assert seen(view) == before


@pytest.mark.parametrize("sizes", [[0.0] * 5, [np.nan] * 5, [np.inf, 1, 0, 1e-300, 1e300]])
def test_any_numbers_are_drawn(view: Any, sizes: list[float]) -> None:
    shot = deep()
    found = replace(
        shot.parts["gradients"],
        latest=np.array(sizes),
        means=np.array([sizes] * 3),
        epochs=np.arange(3.0),
        ratios=None,
    )
    view.draw(with_parts(shot, gradients=found))
    assert not seen(view).isNull()


@pytest.mark.parametrize("size", [(280, 220), (480, 300), (1600, 900)])
def test_all_lies_within_the_view(qtbot: QtBot, size: tuple[int, int]) -> None:
    set_language("ko")
    view = shown(qtbot, GradientsView, size)
    view.draw(deep())
    seen(view)
    assert cut_texts(view) == []
    assert view.chart.places.tubes[-1].right() <= view.width()
    assert view.chart.places.tubes[0].height() > 40
