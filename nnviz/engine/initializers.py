"""Initial weights and biases. To add a way, append a row to INITIALIZERS."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine.arrays import Array
from nnviz.engine.settings import Settings, setting


@dataclass(frozen=True)
class InitializerSettings(Settings):
    """The settings of a way that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class ConstantSettings(InitializerSettings):
    value: float = setting(0.1, "Value", -100.0, 100.0)


@dataclass(frozen=True)
class UniformSettings(InitializerSettings):
    limit: float = setting(0.5, "Limit", 0.0, 100.0)


@dataclass(frozen=True)
class NormalSettings(InitializerSettings):
    deviation: float = setting(0.5, "Standard deviation σ", 0.0, 100.0)


Draw = Callable[[int, int, np.random.Generator], Array]


@dataclass(frozen=True)
class Initializer:
    """One way to draw a layer's weights: `draw(settings, units_in, units_out, rng)`, (out, in).

    Those that do not depend on the layer's size also serve for biases (`for_biases`).
    """

    key: str
    label: str
    formula: str
    draw: Callable[[Any, int, int, np.random.Generator], Array]
    settings: type[InitializerSettings] = InitializerSettings
    for_biases: bool = False

    def with_settings(self, settings: InitializerSettings | None = None) -> Draw:
        """Return draw(units_in, units_out, rng) with these settings, else the defaults."""
        return partial(self.draw, settings or self.settings())


def _zeros(_: InitializerSettings, units_in: int, units_out: int, _r: np.random.Generator) -> Array:
    return np.zeros((units_out, units_in))


def _constant(
    settings: ConstantSettings, units_in: int, units_out: int, _rng: np.random.Generator
) -> Array:
    return np.full((units_out, units_in), settings.value)


def _uniform(
    settings: UniformSettings, units_in: int, units_out: int, rng: np.random.Generator
) -> Array:
    return rng.uniform(-settings.limit, settings.limit, (units_out, units_in))


def _normal(
    settings: NormalSettings, units_in: int, units_out: int, rng: np.random.Generator
) -> Array:
    return rng.normal(0.0, settings.deviation, (units_out, units_in))


def _orthogonal(
    _settings: InitializerSettings, units_in: int, units_out: int, rng: np.random.Generator
) -> Array:
    """Orthonormal rows, or columns where there are more rows (Saxe, McClelland & Ganguli 2014).

    Q of a normal matrix's QR decomposition, with R's diagonal made positive, is uniform over the
    orthogonal matrices (Mezzadri 2007).
    """
    longer, shorter = max(units_in, units_out), min(units_in, units_out)
    q, r = np.linalg.qr(rng.normal(size=(longer, shorter)))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return np.ascontiguousarray(q if units_out == longer else q.T)


def _of_variance(variance: Callable[[int, int], float], uniform: bool) -> Callable[..., Array]:
    """Return the draw from a distribution of mean 0 and this variance.

    A uniform distribution on ±b has the variance b²/3.
    """

    def draw(
        _settings: InitializerSettings, units_in: int, units_out: int, rng: np.random.Generator
    ) -> Array:
        size = (units_out, units_in)
        wanted = variance(units_in, units_out)
        if uniform:
            limit = float(np.sqrt(3 * wanted))
            return rng.uniform(-limit, limit, size)
        return rng.normal(0.0, float(np.sqrt(wanted)), size)

    return draw


def _xavier(units_in: int, units_out: int) -> float:
    """Glorot & Bengio 2010, equation 12."""
    return 2 / (units_in + units_out)


def _he(units_in: int, _units_out: int) -> float:
    """He et al. 2015, equation 10."""
    return 2 / units_in


def _lecun(units_in: int, _units_out: int) -> float:
    """LeCun et al. 1998, Efficient BackProp, equation 16."""
    return 1 / units_in


INITIALIZERS = catalog(
    Initializer(
        "xavier_normal", "Xavier normal", r"N(0, 2/(in+out))", _of_variance(_xavier, False)
    ),
    Initializer(
        "xavier_uniform", "Xavier uniform", r"\pm\sqrt{6/(in+out)}", _of_variance(_xavier, True)
    ),
    Initializer("he_normal", "He normal", r"N(0, 2/in)", _of_variance(_he, False)),
    Initializer("he_uniform", "He uniform", r"\pm\sqrt{6/in}", _of_variance(_he, True)),
    Initializer("lecun", "LeCun normal", r"N(0, 1/in)", _of_variance(_lecun, False)),
    Initializer("orthogonal", "Orthogonal", r"W W^\top = I", _orthogonal),
    Initializer("normal", "Normal", r"N(0, \sigma^2)", _normal, NormalSettings, True),
    Initializer("uniform", "Uniform", r"\pm b", _uniform, UniformSettings, True),
    Initializer("constant", "Constant", "c", _constant, ConstantSettings, True),
    Initializer("zeros", "Zeros", "0", _zeros, for_biases=True),
)
BIAS_INITIALIZERS = tuple(key for key, row in INITIALIZERS.items() if row.for_biases)
