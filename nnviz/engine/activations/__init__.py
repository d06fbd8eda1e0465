"""Activation functions. To add one, append a row to ACTIVATIONS."""

from nnviz.catalog import catalog
from nnviz.engine.activations.activation import INFINITY, Activation
from nnviz.engine.activations.elu_softplus_silu import (
    SELU_ALPHA,
    SELU_SCALE,
    ELUSettings,
    elu,
    selu,
    silu,
    softplus,
)
from nnviz.engine.activations.gelu import gelu
from nnviz.engine.activations.sigmoid_tanh_softmax import sigmoid, softmax, tanh
from nnviz.engine.activations.sine_gaussian import gaussian, sine
from nnviz.engine.activations.step_linear_relu import (
    LeakyReLUSettings,
    UnitStepSettings,
    leaky_relu,
    linear,
    piecewise_linear,
    relu,
    sign,
    step,
)

ANY = (-INFINITY, INFINITY)

ACTIVATIONS = catalog(
    Activation("linear", "Linear", "z", linear, ANY, (-1, 1)),
    Activation("sigmoid", "Sigmoid", r"\frac{1}{1 + e^{-z}}", sigmoid, (0, 1), (0, 1)),
    Activation("tanh", "tanh", r"\tanh z", tanh, (-1, 1), (-1, 1)),
    Activation(
        "relu",
        "ReLU",
        r"\max(0, z)",
        relu,
        (0, INFINITY),
        (0, 1),
    ),
    Activation(
        "leaky_relu",
        "Leaky ReLU",
        r"\max(s z, z)",
        leaky_relu,
        ANY,
        (-1, 1),
        settings=LeakyReLUSettings,
        slope_from_value=False,
    ),
    Activation(
        "elu",
        "ELU",
        r"z \;(z > 0),\; \alpha(e^z - 1) \;(z \le 0)",
        elu,
        ANY,
        (-1, 1),
        settings=ELUSettings,
        slope_from_value=False,
    ),
    Activation(
        "selu",
        "SELU",
        r"\lambda z \;(z > 0),\; \lambda\alpha(e^z - 1) \;(z \le 0)",
        selu,
        (-SELU_SCALE * SELU_ALPHA, INFINITY),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation("softplus", "Softplus", r"\ln(1 + e^z)", softplus, (0, INFINITY), (0, 1)),
    Activation(
        "silu",
        "SiLU",
        r"z\,\sigma(z)",
        silu,
        (-0.2785, INFINITY),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "gelu",
        "GELU",
        r"z\,\Phi(z)",
        gelu,
        (-0.17, INFINITY),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "sine",
        "Sine",
        r"\sin z",
        sine,
        (-1, 1),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation(
        "gaussian",
        "Gaussian",
        r"e^{-z^2}",
        gaussian,
        (0, 1),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "piecewise_linear",
        "Piecewise linear",
        r"\min(\max(z + \frac{1}{2}, 0), 1)",
        piecewise_linear,
        (0, 1),
        (0, 1),
    ),
    Activation(
        "step",
        "Unit step",
        r"0 \;(z < 0),\; h_0 \;(z = 0),\; 1 \;(z > 0)",
        step,
        (0, 1),
        (0, 1),
        settings=UnitStepSettings,
        trainable=False,
    ),
    Activation(
        "sign",
        "Sign",
        r"-1 \;(z < 0),\; 0 \;(z = 0),\; 1 \;(z > 0)",
        sign,
        (-1, 1),
        (-1, 1),
        trainable=False,
    ),
    Activation(
        "softmax",
        "Softmax",
        r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
        softmax,
        (0, 1),
        (0, 1),
        elementwise=False,
    ),
)
HIDDEN_ACTIVATIONS = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
