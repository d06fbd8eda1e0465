"""Initial weights; biases start at 0. To add a way, append a row to INITIALIZERS."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine.activations import Array


@dataclass(frozen=True)
class Initializer:
    """One way to draw a layer's weights: `draw(units_in, units_out, rng)` of shape (out, in)."""

    key: str
    label: str
    formula: str
    draw: Callable[[int, int, np.random.Generator], Array]


def _zeros(units_in: int, units_out: int, _rng: np.random.Generator) -> Array:
    return np.zeros((units_out, units_in))


def _uniform(limit: Callable[[int, int], float]) -> Callable[..., Array]:
    def draw(units_in: int, units_out: int, rng: np.random.Generator) -> Array:
        bound = limit(units_in, units_out)
        return rng.uniform(-bound, bound, (units_out, units_in))

    return draw


def _normal(deviation: Callable[[int, int], float]) -> Callable[..., Array]:
    def draw(units_in: int, units_out: int, rng: np.random.Generator) -> Array:
        return rng.normal(0.0, deviation(units_in, units_out), (units_out, units_in))

    return draw


def _half(_units_in: int, _units_out: int) -> float:
    return 0.5


def _xavier(variance: float) -> Callable[[int, int], float]:
    """Glorot & Bengio 2010, equation 16: variance 2 / (in + out)."""
    return lambda units_in, units_out: float(np.sqrt(variance / (units_in + units_out)))


def _he(variance: float) -> Callable[[int, int], float]:
    """He et al. 2015, equation 10: variance 2 / in."""
    return lambda units_in, _units_out: float(np.sqrt(variance / units_in))


# A uniform distribution on ±b has the variance b²/3, hence 6 where the normal one has 2.
INITIALIZERS = catalog(
    Initializer("xavier_normal", "Xavier normal", r"N(0, 2/(in+out))", _normal(_xavier(2))),
    Initializer("xavier_uniform", "Xavier uniform", r"\pm\sqrt{6/(in+out)}", _uniform(_xavier(6))),
    Initializer("he_normal", "He normal", r"N(0, 2/in)", _normal(_he(2))),
    Initializer("he_uniform", "He uniform", r"\pm\sqrt{6/in}", _uniform(_he(6))),
    Initializer("normal", "Normal", r"N(0, 0.5^2)", _normal(_half)),
    Initializer("uniform", "Uniform", r"\pm 0.5", _uniform(_half)),
    Initializer("zeros", "Zeros", "0", _zeros),
)
