"""Activation functions. To add one, append a row to ACTIVATIONS."""

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine import bounded, piecewise, rectifiers
from nnviz.engine.activation import INFINITY, Activation, plain

ANY = (-INFINITY, INFINITY)

ACTIVATIONS = catalog(
    Activation(
        "linear", "Linear", "z", plain(piecewise.linear, piecewise.linear_slope), ANY, (-1, 1)
    ),
    Activation("sigmoid", "Sigmoid", r"\frac{1}{1 + e^{-z}}", bounded.bind_sigmoid, (0, 1), (0, 1)),
    Activation("tanh", "tanh", r"\tanh z", plain(np.tanh, bounded.tanh_slope), (-1, 1), (-1, 1)),
    Activation(
        "relu",
        "ReLU",
        r"\max(0, z)",
        plain(piecewise.relu, piecewise.relu_slope),
        (0, INFINITY),
        (0, 1),
    ),
    Activation(
        "leaky_relu",
        "Leaky ReLU",
        r"\max(s z, z)",
        piecewise.bind_leaky_relu,
        ANY,
        (-1, 1),
        settings=piecewise.LeakyReLUSettings,
        slope_from_value=False,
    ),
    Activation(
        "elu",
        "ELU",
        r"z \;(z > 0),\; \alpha(e^z - 1) \;(z \le 0)",
        rectifiers.bind_elu,
        ANY,
        (-1, 1),
        settings=rectifiers.ELUSettings,
        slope_from_value=False,
    ),
    Activation(
        "selu",
        "SELU",
        r"\lambda z \;(z > 0),\; \lambda\alpha(e^z - 1) \;(z \le 0)",
        rectifiers.bind_selu,
        (-rectifiers.SELU_SCALE * rectifiers.SELU_ALPHA, INFINITY),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation(
        "softplus", "Softplus", r"\ln(1 + e^z)", rectifiers.bind_softplus, (0, INFINITY), (0, 1)
    ),
    Activation(
        "silu",
        "SiLU",
        r"z\,\sigma(z)",
        rectifiers.bind_silu,
        (-0.2785, INFINITY),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "gelu",
        "GELU",
        r"z\,\Phi(z)",
        rectifiers.bind_gelu,
        (-0.17, INFINITY),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "sine",
        "Sine",
        r"\sin z",
        bounded.bind_sine,
        (-1, 1),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation(
        "gaussian",
        "Gaussian",
        r"e^{-z^2}",
        plain(bounded.gaussian, bounded.gaussian_slope),
        (0, 1),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "piecewise_linear",
        "Piecewise linear",
        r"\min(\max(z + \frac{1}{2}, 0), 1)",
        plain(piecewise.piecewise_linear, piecewise.piecewise_linear_slope),
        (0, 1),
        (0, 1),
    ),
    Activation(
        "step",
        "Unit step",
        r"0 \;(z < 0),\; \frac{1}{2} \;(z = 0),\; 1 \;(z > 0)",
        plain(piecewise.step, piecewise.flat),
        (0, 1),
        (0, 1),
        trainable=False,
    ),
    Activation(
        "sign",
        "Sign",
        r"-1 \;(z < 0),\; 0 \;(z = 0),\; 1 \;(z > 0)",
        plain(np.sign, piecewise.flat),
        (-1, 1),
        (-1, 1),
        trainable=False,
    ),
    Activation(
        "softmax",
        "Softmax",
        r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
        bounded.bind_softmax,
        (0, 1),
        (0, 1),
        elementwise=False,
    ),
)
HIDDEN_ACTIVATIONS = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
