"""Round numbers for axes: ticks of linear and logarithmic ones, and how they are written."""

import numpy as np

from nnviz.views.plotting.notation import power_of_ten
from nnviz.widgets.decimals import decimal_text, with_minus

MOST_DECADES = 6  # that are numbered on a logarithmic axis
DECADES = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200)  # from one number to the next
LONG, MOST_DECIMALS = 1e6, 5  # numbers from which on, or with more than which, are 2e6
INPUT_TICKS = 5
NEAR_ZERO = 1 / 3  # of the span of numbers
SHORT = 1.7  # decades of an axis on which there are other numbers too


def nice_above(value: float, factors: tuple[float, ...] = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)) -> float:
    """Return the least round number that is not below the value."""
    if value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    fitting = (f * power for f in factors if f * power >= value * (1 - 1e-9))
    return float(next(fitting, 10 * power))


def round_ticks(low: float, high: float, wanted: int = 4) -> list[tuple[float, str]]:
    """Return about as many round numbers from low to high as wanted."""
    raw = (high - low) / wanted
    power = 10.0 ** np.floor(np.log10(raw))
    factor = min((1, 2, 2.5, 5, 10), key=lambda factor: abs(factor * power - raw))
    step = power * factor
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)) + (factor == 2.5))
    numbers = np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1) * step + 0.0
    long = max(abs(low), abs(high)) >= LONG or decimals > MOST_DECIMALS
    return [
        (float(number), _scientific(number) if long else with_minus(f"{number:.{decimals}f}"))
        for number in numbers
    ]


def reaching_zero(low: float, high: float) -> tuple[float, float]:
    """Return the limits of an axis for numbers from low to high, with 0 where that is near."""
    near = NEAR_ZERO * (high - low)
    return 0.0 if 0 < low <= near else low, 0.0 if -near <= high < 0 else high


def input_ticks(limits: tuple[float, float]) -> list[tuple[float, str]]:
    """Return an input's ticks: five of them even where those are whole numbers, else round ones."""
    even = np.linspace(*limits, INPUT_TICKS).tolist()
    if all(value.is_integer() for value in even):
        return [(value, decimal_text(value, 0)) for value in even]
    return round_ticks(*limits)


def _scientific(number: float) -> str:
    """Return 2e5 for 200,000: there is little room beside an axis."""
    text = np.format_float_scientific(number, precision=2, trim="-", exp_digits=1)
    return with_minus(text.replace("e+", "e")) if number else "0"


def whole_ticks(high: float, wanted: int = 4) -> list[tuple[float, str]]:
    """Return round whole numbers from 0 to high, with commas from 1,000 on."""
    ticks = round_ticks(0.0, high, wanted)
    return [(number, f"{number:,.0f}") for number, _ in ticks if number == round(number)]


def decade_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return ticks of a logarithmic axis between two logarithms: powers of ten, at most six.

    Of more than six decades it is every second, third, fifth, …, counted from 10⁰. An axis of less
    than two decades gets 1, 2 and 5 times each power, as plain numbers.
    """
    short = high - low < SHORT
    lowest, highest = int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9))
    step = next(n for n in DECADES if highest // n - -(-lowest // n) < MOST_DECADES)
    powers = range((lowest - 1) // step * step, highest + 1, step)
    ticks = [
        (float(power + np.log10(factor)), _level_text(power, factor, short))
        for power in powers
        for factor in ((1, 2, 5) if short else (1,))
    ]
    # Exactly at an end: pyqtgraph leaves out what is beyond one by the last bit of its number.
    shown = [tick for tick in ticks if low - 1e-9 <= tick[0] <= high + 1e-9]
    return [(min(max(level, low), high), text) for level, text in shown]


def _level_text(power: int, factor: int, short: bool) -> str:
    if short and -4 <= power <= 4:
        return f"{factor * 10.0**power:,.{max(0, -power)}f}"
    return power_of_ten(power) if factor == 1 else f"{factor}·{power_of_ten(power)}"
