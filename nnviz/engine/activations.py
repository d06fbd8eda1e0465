"""Activation functions. To add one, append a row to ACTIVATIONS.

A slope is a function of z and of a = h(z). Where it can be had from a alone the row says so
(`slope_from_value`), and the layer then needs no second array: z is overwritten by a.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.catalog import catalog

Array = NDArray[np.float64]

# Scalars as 0-d arrays: NumPy's ufuncs take them faster than Python floats.
ZERO, ONE = np.array(0.0), np.array(1.0)
LEAK = np.array(0.01)
LARGEST_EXPONENT = np.array(709.0)  # e^710 overflows a float64
INFINITY = float("inf")


@dataclass(frozen=True)
class Activation:
    """One activation function h: z → a, element by element (softmax: column by column).

    `value(z, out)` writes h(z); `slope(z, a, out)` writes h'(z). All arrays have the shape
    (units, batch). z and a are one array only where the slope is computed from a.
    """

    key: str
    label: str
    formula: str
    value: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object]
    limits: tuple[float, float]  # the interval the values stay in
    class_targets: tuple[float, float]  # what "no" and "yes" are when it is the output
    slope_from_value: bool = True
    elementwise: bool = True


def _linear(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def _linear_slope(_z: Array, _a: Array, out: Array) -> None:
    out.fill(1.0)


def _sigmoid(z: Array, out: Array) -> None:
    np.negative(z, out)
    np.minimum(out, LARGEST_EXPONENT, out=out)
    np.exp(out, out)
    np.add(out, ONE, out)
    np.reciprocal(out, out)


def _sigmoid_slope(_z: Array, a: Array, out: Array) -> None:
    np.subtract(ONE, a, out)
    np.multiply(out, a, out)


def _tanh_slope(_z: Array, a: Array, out: Array) -> None:
    np.multiply(a, a, out)
    np.subtract(ONE, out, out)


def _relu(z: Array, out: Array) -> None:
    np.maximum(z, ZERO, out=out)


def _relu_slope(_z: Array, a: Array, out: Array) -> None:
    np.greater(a, ZERO, out)


def _leaky_relu(z: Array, out: Array) -> None:
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def _leaky_relu_slope(z: Array, _a: Array, out: Array) -> None:
    np.greater(z, ZERO, out)
    np.maximum(out, LEAK, out=out)


def _softmax(z: Array, out: Array) -> None:
    np.subtract(z, z.max(axis=0), out)
    np.exp(out, out)
    np.divide(out, out.sum(axis=0), out)


ACTIVATIONS = catalog(
    Activation("linear", "Linear", "z", _linear, _linear_slope, (-INFINITY, INFINITY), (-1.0, 1.0)),
    Activation(
        "sigmoid", "Sigmoid", r"\frac{1}{1 + e^{-z}}", _sigmoid, _sigmoid_slope, (0, 1), (0, 1)
    ),
    Activation("tanh", "tanh", r"\tanh z", np.tanh, _tanh_slope, (-1, 1), (-1, 1)),
    Activation("relu", "ReLU", r"\max(0, z)", _relu, _relu_slope, (0, INFINITY), (0, 1)),
    Activation(
        "leaky_relu",
        "Leaky ReLU",
        r"\max(0.01\,z, z)",
        _leaky_relu,
        _leaky_relu_slope,
        (-INFINITY, INFINITY),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation(
        "softmax",
        "Softmax",
        r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
        _softmax,
        _sigmoid_slope,  # the diagonal of its Jacobian: a(1 − a)
        (0, 1),
        (0, 1),
        elementwise=False,
    ),
)
HIDDEN_ACTIVATIONS = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
