"""The numbers of the run bar: how they are written, and that they stand still."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.window.readings import (
    ProgressReading,
    Reading,
    duration_text,
    progress_text,
    rate_text,
    sample_text,
)
from nnviz.experiment import Experiment, Stopping
from nnviz.theme import Theme, load_fonts
from nnviz.training.run import TrainingRun
from tests.snapshots import fresh_snapshot


def test_a_reading_never_gets_narrower(qtbot: QtBot) -> None:
    reading = Reading(Theme(), "Epoch", "8")
    qtbot.addWidget(reading)
    reading.show_text("888,888")
    wide = reading.sizeHint().width()
    reading.show_text("1")
    assert reading.sizeHint().width() == wide


def test_figures_have_equal_widths(qtbot: QtBot) -> None:
    load_fonts()
    reading = Reading(Theme(), "Epoch", "8")
    qtbot.addWidget(reading)
    widths = set()
    for digit in "0123456789":
        reading.show_text(digit * 6)
        widths.add(reading.sizeHint().width())
    assert len(widths) == 1


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (8, "8 s"), (75, "1 min 15 s"), (3700, "1 h 1 min")],
)
def test_durations_are_written_in_two_units(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_progress_has_an_end_where_there_is_one() -> None:
    experiment = replace(Experiment(), stopping=Stopping(epochs=500))
    moment = fresh_snapshot(experiment, epoch=160, steps_per_second=42.5 * 15)
    assert progress_text(moment) == "160 of 500 epochs · 8 s left · 42 epochs/s"


def test_progress_without_an_end_is_a_rate() -> None:
    assert progress_text(fresh_snapshot(steps_per_second=150.0)) == "10 epochs/s"
    assert progress_text(fresh_snapshot()) == ""


def test_a_slow_rate_is_counted_in_steps() -> None:
    assert rate_text(fresh_snapshot(steps_per_second=10.0)) == "10 steps/s"


def test_a_single_one_is_singular() -> None:
    assert rate_text(fresh_snapshot(steps_per_second=0.98)) == "1 step/s"
    assert rate_text(fresh_snapshot(steps_per_second=15.2)) == "1 epoch/s"


@pytest.mark.parametrize(
    ("batch_size", "steps", "samples", "text"),
    [
        (10, 0, 0, "0/150"),
        (10, 3, 2, "32/150"),
        (40, 3, 7, "127/150"),  # of the last batch, which is smaller
        (10, 15, 0, "0/150"),
    ],
)
def test_samples_are_counted_through_an_epoch(
    batch_size: int, steps: int, samples: int, text: str
) -> None:
    run = TrainingRun(replace(Experiment(), batch_size=batch_size))
    run.advance(steps)
    for _ in range(samples):
        run.step_sample()
    assert sample_text(run.snapshot()) == text


def test_the_progress_bar_is_there_only_with_an_end(qtbot: QtBot) -> None:
    progress = ProgressReading(Theme())
    qtbot.addWidget(progress)
    progress.show_snapshot(fresh_snapshot())
    assert progress.share is None
    experiment = replace(Experiment(), stopping=Stopping(epochs=500))
    progress.show_snapshot(fresh_snapshot(experiment, epoch=250))
    assert progress.share == 0.5
