"""Stops: where the slider of a step's control stops, evenly or by ratio, and what may be typed."""

from dataclasses import dataclass
from math import floor, log, log10

from nnviz.experiment.choice_rows import NumberRow
from nnviz.lessons.lesson import Control
from nnviz.number_text import EXACT, number_text
from nnviz.widgets.decimals import with_minus
from nnviz.widgets.scales import Span, Value

FINEST = 200  # stops of a slider
BY_RATIO = frozenset({"learning_rate"})  # choices whose size is a matter of factors
LEAST_RATIO = 1e-3  # of the high end, where a slider by ratio would begin at 0
WEIGHTS = (-4.0, 4.0)  # how far a weight goes, unless it is said
ANY = 1e9  # so far one may be typed
LONGEST = 9  # characters of a number that is written out


@dataclass(frozen=True)
class Stops:
    """From low to high in steps of equal size, or by equal factors."""

    span: Span  # what may be typed
    low: float
    high: float
    step: float  # 0: by equal factors

    @property
    def last(self) -> int:
        return round((self.high - self.low) / self.step) if self.step else FINEST

    def value(self, stop: int) -> Value:
        if self.step:
            number = round(self.low + stop * self.step, 10)
            return int(number) if self.span.whole else number
        if stop in (0, self.last):
            return self.high if stop else self.low
        return float(f"{self.low * (self.high / self.low) ** (stop / self.last):.2g}")

    def nearest(self, value: Value) -> int:
        return min(max(round(self.share(value or 0.0) * self.last), 0), self.last)

    def share(self, value: float) -> float:
        """Return where a value is between the ends, from 0 to 1 within them."""
        if self.step:
            return (value - self.low) / (self.high - self.low)
        return log(max(value, 1e-300) / self.low) / log(self.high / self.low)

    def text(self, value: Value, digits: int = EXACT) -> str:  # noqa: ARG002  # there is room
        if value is None:
            return ""
        text = number_text(value)
        return with_minus(text if len(text) <= LONGEST else number_text(round(value, 4)))

    def parse(self, text: str) -> Value:
        return self.span.parse(text)


def weight_stops(control: Control) -> Stops:
    """Return the stops for a weight."""
    low = WEIGHTS[0] if control.low is None else control.low
    high = WEIGHTS[1] if control.high is None else control.high
    low, high = (low, high) if low < high else (min(low, high), max(low, high) + 1)
    return Stops(Span(-ANY, ANY), low, high, even_step(low, high))


def choice_stops(control: Control, row: NumberRow) -> Stops:
    """Return the stops for a choice of the experiment."""
    low = row.low if control.low is None else control.low
    high = row.high if control.high is None else control.high
    span = Span(row.low, row.high, row.whole)
    if row.key in BY_RATIO:
        return Stops(span, max(low, high * LEAST_RATIO), high, 0.0)
    step = even_step(low, high)
    return Stops(span, low, high, max(1.0, step) if row.whole else step)


def even_step(low: float, high: float) -> float:
    """Return 1, 2 or 5 times a power of ten, by which it takes up to half of FINEST steps."""
    least = 2 * (high - low) / FINEST
    power = 10.0 ** floor(log10(least))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * 0.999)
