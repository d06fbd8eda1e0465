"""How numbers are written: one that is computed with decimals, and never as a row of zeros."""

from math import isinf, isnan

TOO_BIG = 1e6  # to be written out


def decimal_text(value: float, decimals: int) -> str:
    """Return a number with so many decimals; one too small or too big for them as 3.1e-07."""
    if isnan(value):
        return "–"
    sign, size = "−" if value < 0 else "", abs(value)
    if isinf(size):
        return f"{sign}∞"
    plain = not size or 10.0**-decimals / 2 <= size < TOO_BIG
    return f"{sign}{size:.{decimals}f}" if plain else f"{sign}{size:.1e}"


def three_figures(value: float) -> str:
    """Return three figures of a number that stands beside a picture."""
    return with_minus(f"{value + 0.0:.3g}")


def with_minus(text: str) -> str:
    """Return a number's text with true minus signs."""
    return text.replace("-", "−")
