"""Rules with a memory, with their numbers. To add one, append a row to RULES."""

from collections.abc import Callable, Mapping
from math import isclose, sqrt

from nnviz.engine.optimizers.adagrad_rmsprop_adam import AdamSettings
from nnviz.engine.optimizers.sgd_momentum import MomentumSettings
from nnviz.views.update.cell import Cell, rate_text
from nnviz.views.update.rule import Update
from nnviz.widgets.decimals import decimal_text

Lines = list[list[Cell]]
NONE, EQUAL, TIMES, PLUS = Cell(""), Cell("="), Cell("·"), Cell("+")


def remembering_lines(update: Update, name: str, decimals: int) -> Lines:
    """Return the lines up to the weight's sum, none where no such rule explains the update.

    `name` is the parameter's in LaTeX. Of a clipped gradient, say, the change is another.
    """
    make = RULES.get(update.key)
    if make is None or update.slope is None:
        return []
    slope = rf"\frac{{\partial J}}{{\partial {name}}}"
    lines, step, symbol = make(update, update.slope, slope, decimals)
    if not isclose(update.change, -update.rate * step, rel_tol=1e-6, abs_tol=1e-12):
        return []
    w = _letter(name, update.before)
    return [
        *lines,
        [w, _arrow(), w, Cell("−"), _letter(r"\eta"), TIMES, _letter(symbol, step)],
        [
            *(NONE, EQUAL, _number(update.before, decimals), Cell("−")),
            *(Cell(rate_text(update.rate)), TIMES, _number(step, decimals)),
        ],
    ]


def _momentum(update: Update, slope: float, symbol: str, decimals: int) -> tuple[Lines, float, str]:
    """v ← μ v + ∂J/∂w, w ← w − η v (Polyak 1964, in the form PyTorch uses)."""
    settings, old = update.settings, update.memory["velocity"]
    assert isinstance(settings, MomentumSettings)
    new = settings.momentum * old + slope
    v = _letter("v", old)
    lines = [
        [v, _arrow(), _letter(r"\mu"), TIMES, v, PLUS, _letter(symbol, slope)],
        [
            *(NONE, EQUAL, Cell(rate_text(settings.momentum)), TIMES),
            *(_number(old, decimals), PLUS, _number(slope, decimals)),
        ],
        [NONE, EQUAL, _number(new, decimals, alone=True)],
    ]
    return lines, new, "v"


def _adam(update: Update, slope: float, symbol: str, decimals: int) -> tuple[Lines, float, str]:
    """m̂/(√v̂ + ε) of the means of g = ∂J/∂w and g² (Kingma & Ba 2015, algorithm 1)."""
    settings, memory = update.settings, update.memory
    assert isinstance(settings, AdamSettings)
    count = memory["steps"] + 1
    one, two = settings.beta1, settings.beta2
    first = one * memory["first"] + (1 - one) * slope
    second = two * memory["second"] + (1 - two) * slope**2
    m_hat, v_hat = first / (1 - one**count), second / (1 - two**count)
    lines = [
        [
            _letter("g", slope),
            EQUAL,
            _letter(symbol, slope),
            EQUAL,
            _number(slope, decimals, alone=True),
        ],
        _mean("m", r"\beta_1", "g", memory["first"]),
        _mean_numbers(one, memory["first"], slope, decimals),
        _mean("v", r"\beta_2", "g^2", memory["second"]),
        _mean_numbers(two, memory["second"], slope**2, decimals),
        _hat("m", r"\beta_1", count, m_hat, decimals),
        _hat("v", r"\beta_2", count, v_hat, decimals),
    ]
    return lines, m_hat / (sqrt(v_hat) + settings.epsilon), r"\hat m / (\sqrt{\hat v} + \epsilon)"


def _mean(letter: str, beta: str, fresh: str, old: float) -> list[Cell]:
    mean = _letter(letter, old)
    return [mean, _arrow(), _letter(beta), TIMES, mean, PLUS, _letter(f"(1 - {beta}) {fresh}")]


def _mean_numbers(beta: float, old: float, fresh: float, decimals: int) -> list[Cell]:
    share = f"{rate_text(round(1 - beta, 12))} · {_number(fresh, decimals).text}"
    return [
        *(NONE, EQUAL, Cell(rate_text(beta)), TIMES, _number(old, decimals), PLUS),
        Cell(share, "slope", sign=fresh),
    ]


def _hat(letter: str, beta: str, count: float, value: float, decimals: int) -> list[Cell]:
    share = rf"{letter} / (1 - {beta}^{{{count:.0f}}})"
    hat = _letter(rf"\hat {letter}", value)
    return [hat, EQUAL, _letter(share), NONE, EQUAL, NONE, _number(value, decimals, alone=True)]


def _arrow() -> Cell:
    return Cell(r"\leftarrow", latex=True)


def _letter(latex: str, sign: float | None = None) -> Cell:
    if sign is None:
        return Cell(latex, latex=True)
    return Cell(latex, "slope", latex=True, sign=sign)


def _number(value: float, decimals: int, alone: bool = False) -> Cell:
    """Return a number, in brackets where it is negative and stands behind a sign."""
    text = decimal_text(value, decimals)
    return Cell(f"({text})" if value < 0 and not alone else text, "slope", sign=value)


RULES: Mapping[str, Callable[[Update, float, str, int], tuple[Lines, float, str]]] = {
    "momentum": _momentum,
    "adam": _adam,
}
