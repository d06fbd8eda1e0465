"""Scales: stops, texts and what may be typed."""

import pytest

from nnviz.widgets.scales import (
    Even,
    Ladder,
    LadderToAll,
    Percent,
    Scale,
    Span,
    Value,
    one_three_ten,
)

SAMPLES = Even(Span(10, 5000, whole=True), 10, 1000)
NOISE = Even(Span(0, 0.5), 0.01, 0.5)
SHARE = Percent(0.1, 0.9)
RATE = one_three_ten(1e-5, 10, Span(0, 1000))
BATCH = LadderToAll(Ladder(Span(1, 5000, whole=True), (1, 2, 5, 10)))
SCALES = [SAMPLES, NOISE, SHARE, RATE, BATCH]


@pytest.mark.parametrize("scale", SCALES)
def test_every_stop_is_nearest_to_its_own_value(scale: Scale) -> None:
    stops = range(scale.last + 1)
    assert [scale.nearest(scale.value(stop)) for stop in stops] == list(stops)


@pytest.mark.parametrize("scale", SCALES)
def test_the_text_of_every_stop_reads_as_its_value(scale: Scale) -> None:
    values = [scale.value(stop) for stop in range(scale.last + 1)]
    assert [scale.parse(scale.text(value)) for value in values] == values


@pytest.mark.parametrize(
    ("scale", "value", "stop"),
    [(SAMPLES, 5000, 99), (SAMPLES, 14, 0), (RATE, 0.0, 0), (RATE, 0.16, 8), (RATE, 0.18, 9)],
)
def test_a_value_between_stops_is_shown_at_the_nearest(
    scale: Scale, value: Value, stop: int
) -> None:
    assert scale.nearest(value) == stop


def test_the_ladder_of_learning_rates() -> None:
    assert RATE.steps == (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


def test_a_fraction_may_be_written_with_fewer_digits() -> None:
    assert [NOISE.text(1 / 3, digits) for digits in (4, 2)] == ["0.3333", "0.33"]
    assert SHARE.text(1 / 3, 4) == "33.33 %"
    assert SAMPLES.text(12345, 2) == "12345"


@pytest.mark.parametrize(
    ("scale", "text", "sentence"),
    [
        (SAMPLES, "5001", "Type a whole number from 10 to 5000."),
        (NOISE, "-0.1", "Type a number from 0 to 0.5."),
        (NOISE, "", "Type a number from 0 to 0.5."),
        (NOISE, "1/0", "Type a number from 0 to 0.5."),
        (SHARE, "5 %", "Type a number from 10 to 90."),
        (BATCH, "0", "Type a whole number from 1 to 5000. Or type “all”."),
    ],
)
def test_what_does_not_fit_is_answered_with_what_does(
    scale: Scale, text: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match="Type") as raised:
        scale.parse(text)
    assert str(raised.value) == sentence
