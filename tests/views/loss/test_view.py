"""The loss view: the history's numbers as curves, however long it is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from nnviz.run_state import HISTORY_COLUMNS
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.loss.view import LossView, Progress
from nnviz.views.plotting.axis_ticks import decade_ticks, nice_above, round_ticks, whole_ticks
from nnviz.views.plotting.curve_smoothing import is_noisy, smoothed, thinned
from tests.snapshots import with_metrics
from tests.views.drawn_views import seen, shown, snapshot

MOST_POINTS = 1500


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, LossView)


def long_history(rows: int, noise: float) -> Snapshot:
    """Return a snapshot whose loss falls, with noise, over this many epochs."""
    rng = np.random.default_rng(0)
    history = np.zeros((rows, len(HISTORY_COLUMNS)))
    history[:, 1] = np.arange(rows)
    history[:, 2:4] = np.exp(-np.arange(rows) / rows * 5)[:, None]
    history[:, 2:4] *= np.exp(noise * rng.normal(size=(rows, 2)))
    shot = with_metrics(snapshot("circle", 15), train_loss=0.01)
    return replace(shot, history=history, iteration=rows * 15, epoch=rows)


def drawn(view: Any) -> dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Return x and y of every visible curve."""
    curves = {f"raw {kind}": curve for kind, curve in view.raw.items()}
    curves |= {f"line {kind}": curve for kind, curve in view.smooth.items()}
    return {name: curve.getData() for name, curve in curves.items() if curve.isVisible()}


def test_before_training_it_says_what_to_do(view: Any) -> None:
    view.draw(snapshot("circle"))
    assert view.empty.isVisible()
    assert "Press Train" in view.empty.text()
    assert not view.plot.isVisible()


def test_after_a_step_there_is_a_curve(view: Any) -> None:
    view.draw(snapshot("circle", 1))
    assert not view.empty.isVisible()
    x, _ = drawn(view)["line train"]
    assert list(x) == [0, 1 / 15]


def test_the_last_point_is_the_snapshots_own() -> None:
    shot = snapshot("circle", 40)
    progress = Progress.of(shot, "loss")
    assert progress.epochs[-1] == pytest.approx(40 / 15)
    latest = shot.metrics.train_loss, shot.metrics.test_loss
    assert (progress.train[-1], progress.test[-1]) == latest
    assert list(progress.epochs[:-1]) == [0, 1, 2]


def test_an_epoch_is_drawn_once_when_the_snapshot_is_at_its_end() -> None:
    assert list(Progress.of(snapshot("circle", 30), "loss").epochs) == [0, 1, 2]


def test_the_logarithm_is_true(view: Any) -> None:
    shot = snapshot("circle", 75)
    view.draw(shot)
    _, y = drawn(view)["line test"]
    assert y == pytest.approx(np.log10(Progress.of(shot, "loss").test))
    view.findChild(QCheckBox, "log_scale").setChecked(False)
    _, y = drawn(view)["line test"]
    assert y == pytest.approx(Progress.of(shot, "loss").test)


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_of_a_long_history_few_points_are_drawn(view: Any, noise: float) -> None:
    view.draw(long_history(4096, noise))
    for x, y in drawn(view).values():
        assert len(x) == len(y) <= MOST_POINTS
        assert (x[0], x[-1]) == (0, 4096)


def test_a_noisy_curve_is_faint_below_a_smooth_one(view: Any) -> None:
    view.draw(long_history(1000, 0.5))
    curves = drawn(view)
    assert set(curves) == {"raw train", "raw test", "line train", "line test"}
    ups_and_downs = {name: float(np.abs(np.diff(y)).sum()) for name, (_, y) in curves.items()}
    assert ups_and_downs["line train"] < ups_and_downs["raw train"] / 10


def test_a_calm_curve_is_drawn_once(view: Any) -> None:
    view.draw(long_history(1000, 0.0))
    assert set(drawn(view)) == {"line train", "line test"}


def test_everything_lies_within_the_axes(view: Any) -> None:
    for shot in (snapshot("circle", 1), snapshot("circle", 300), long_history(4096, 0.5)):
        view.draw(shot)
        (left, right), (low, high) = view.plot.getPlotItem().getViewBox().viewRange()
        for x, y in drawn(view).values():
            assert left <= x.min()
            assert x.max() <= right
            assert low - 1e-9 <= y.min()
            assert y.max() <= high + 1e-9


def test_the_axes_stand_still_for_most_frames(view: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    box, calls = view.plot.getPlotItem().getViewBox(), []
    original = box.setRange
    monkeypatch.setattr(
        box, "setRange", lambda **ranges: calls.append(ranges) or original(**ranges)
    )
    for rows in range(200, 400, 2):
        view.draw(long_history(rows, 0.0))
    assert 1 <= len(calls) <= 8


def test_accuracy_is_in_percent_and_without_logarithm(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    view.set_options({"score": True})
    _, y = drawn(view)["line train"]
    assert y[-1] == shot.metrics.train_score
    assert view.key.texts[1] == f"{100 * shot.metrics.train_score:.2f} %"
    assert not view.findChild(QCheckBox, "log_scale").isVisible()


def test_a_regression_has_r_squared(view: Any) -> None:
    view.draw(snapshot("plane", 300))
    view.set_options({"score": True})
    assert view.level_label() == "R²"
    assert view.key.texts[2] == f"{snapshot('plane', 300).metrics.test_score:.4f}"


def test_the_cursor_reads_the_nearest_epoch(view: Any) -> None:
    shot = snapshot("circle", 300)
    view.draw(shot)
    assert view.key.texts[0] == "epoch 20"
    view.point_at((7.2, -1.0))
    assert view.key.texts == (
        "epoch 7",
        f"{shot.column('train_loss')[7]:.4f}",
        f"{shot.column('test_loss')[7]:.4f}",
    )
    assert view.cursor_line.value() == 7
    view.point_at(None)
    assert view.key.texts[0] == "epoch 20"
    assert not view.cursor_line.isVisible()


def test_the_picture_changes_with_training(view: Any) -> None:
    view.draw(snapshot("circle", 150))
    before = seen(view)
    view.draw(snapshot("circle", 300))
    assert seen(view) != before


def test_thinned_keeps_the_extremes_and_the_end() -> None:
    y = np.random.default_rng(1).normal(size=4001)
    x, fewer = thinned(np.arange(4001.0), y, 100)
    assert len(fewer) <= 201
    assert (fewer.min(), fewer.max(), fewer[-1]) == (y.min(), y.max(), y[-1])
    assert list(np.diff(x) > 0) == [True] * (len(x) - 1)


def test_smoothed_keeps_a_line_and_both_ends() -> None:
    line = np.linspace(3.0, -2.0, 500)
    assert np.allclose(smoothed(line), line)


def test_noise_is_seen() -> None:
    rng = np.random.default_rng(2)
    fall = np.exp(-np.linspace(0, 4, 300))
    assert not is_noisy(fall)
    assert is_noisy(fall + rng.normal(0, 0.1, 300))


def test_ticks_of_two_decades_and_more_are_powers_of_ten() -> None:
    assert [text for _, text in decade_ticks(-3.0, 0.0)] == ["10⁻³", "10⁻²", "10⁻¹", "10⁰"]


def test_ticks_of_a_short_logarithmic_axis_are_plain_numbers() -> None:
    assert [text for _, text in decade_ticks(np.log10(0.05), 0.0)] == [
        "0.05",
        "0.1",
        "0.2",
        "0.5",
        "1",
    ]


@pytest.mark.parametrize(
    ("low", "high", "powers"),
    [
        (-3.0, 4.0, [-2, 0, 2, 4]),
        (-12.0, 3.0, [-12, -9, -6, -3, 0, 3]),
        (-1.0, 18.0, [0, 5, 10, 15]),
        (-1.3, 300.2, [0, 100, 200, 300]),
        (-5.0, 0.5, [-5, -4, -3, -2, -1, 0]),
    ],
)
def test_of_many_decades_round_ones_are_numbered(
    low: float, high: float, powers: list[int]
) -> None:
    assert [level for level, _ in decade_ticks(low, high)] == powers


def test_losses_that_grew_beyond_all_bounds_have_axes(view: Any) -> None:
    view.draw(with_metrics(snapshot("circle", 15), train_loss=1.7e308, test_loss=1e200))
    low, high = view.plot.getPlotItem().getViewBox().viewRange()[1]
    assert low < 0 < 290 < high < 310
    view.findChild(QCheckBox, "log_scale").setChecked(False)
    assert view.plot.getPlotItem().getViewBox().viewRange()[1][1] == pytest.approx(1.5e300)


def test_very_large_and_very_small_ticks_are_short() -> None:
    assert [text for _, text in round_ticks(0, 4e6)] == ["0", "1e6", "2e6", "3e6", "4e6"]
    assert next(text for _, text in round_ticks(-2e-7, 2e-7)) == "−2e−7"


@pytest.mark.parametrize(("value", "above"), [(0.0, 1), (7.3, 8), (81, 100), (0.012, 0.015)])
def test_nice_above(value: float, above: float) -> None:
    assert nice_above(value) == pytest.approx(above)


def test_round_ticks_are_round() -> None:
    assert [text for _, text in round_ticks(-1.2, 1.1)] == ["−1.0", "−0.5", "0.0", "0.5", "1.0"]
    assert [text for _, text in whole_ticks(4000)] == ["0", "1,000", "2,000", "3,000", "4,000"]


def test_a_tiny_loss_is_not_a_row_of_zeros(view: Any) -> None:
    view.draw(with_metrics(snapshot("circle", 15), train_loss=2.34e-5))
    assert view.key.texts[1] == "2.3e-05"


@pytest.mark.parametrize("width", [200, 480])
def test_numbers_below_the_plot_do_not_run_into_each_other(qtbot: QtBot, width: int) -> None:
    narrow = shown(qtbot, LossView, (width, 300))
    narrow.draw(long_history(4000, 0.0))
    ticks = narrow.plot.getPlotItem().getAxis("bottom")._tickLevels[0]  # noqa: SLF001
    per_tick = narrow.plot.getPlotItem().getViewBox().width() / max(1, len(ticks) - 1)
    assert per_tick > 40


@pytest.mark.parametrize(
    ("loss", "side", "symbol"),
    [(np.inf, "above", "t1"), (1e305, "above", "t1"), (0.0, "below", "t"), (1e-14, "below", "t")],
)
def test_a_loss_that_leaves_the_chart_says_so(
    view: Any, loss: float, side: str, symbol: str
) -> None:
    view.draw(with_metrics(snapshot("circle", 40), test_loss=loss))
    assert view.key.texts[2].endswith(f", {side} the chart")
    assert "chart" not in view.key.texts[1]
    (arrow,) = view.arrows.points()
    assert arrow.symbol() == symbol
    assert arrow.brush().color() == Theme().color("test_line")
    (first, last), (low, high) = view.plot.getPlotItem().getViewBox().viewRange()
    assert low < arrow.pos().y() < high
    assert first < arrow.pos().x() < last


def test_a_score_that_leaves_the_chart_says_so(view: Any) -> None:
    view.set_options({"score": True})
    view.draw(with_metrics(snapshot("sine", 40), train_score=-3.0, test_score=0.5))
    assert view.key.texts[1] == "−3.0000, below the chart"
    assert [point.symbol() for point in view.arrows.points()] == ["t"]


@pytest.mark.parametrize("loss", [0.02, np.nan])
def test_a_loss_in_the_chart_or_without_a_number_has_no_arrow(view: Any, loss: float) -> None:
    view.draw(with_metrics(snapshot("circle", 40), test_loss=0.0))
    view.draw(with_metrics(snapshot("circle", 40), test_loss=loss))
    assert not view.arrows.isVisible()
    assert "chart" not in view.key.texts[2]
