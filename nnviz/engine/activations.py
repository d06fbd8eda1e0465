"""Activation functions. To add one, append a row to ACTIVATIONS."""

from nnviz.catalog import catalog
from nnviz.engine import bounded, piecewise, rectifiers
from nnviz.engine.activation import INFINITY, Activation
from nnviz.engine.gelu import gelu

ANY = (-INFINITY, INFINITY)

ACTIVATIONS = catalog(
    Activation("linear", "Linear", "z", piecewise.linear, ANY, (-1, 1)),
    Activation("sigmoid", "Sigmoid", r"\frac{1}{1 + e^{-z}}", bounded.sigmoid, (0, 1), (0, 1)),
    Activation("tanh", "tanh", r"\tanh z", bounded.tanh, (-1, 1), (-1, 1)),
    Activation(
        "relu",
        "ReLU",
        r"\max(0, z)",
        piecewise.relu,
        (0, INFINITY),
        (0, 1),
    ),
    Activation(
        "leaky_relu",
        "Leaky ReLU",
        r"\max(s z, z)",
        piecewise.leaky_relu,
        ANY,
        (-1, 1),
        settings=piecewise.LeakyReLUSettings,
        slope_from_value=False,
    ),
    Activation(
        "elu",
        "ELU",
        r"z \;(z > 0),\; \alpha(e^z - 1) \;(z \le 0)",
        rectifiers.elu,
        ANY,
        (-1, 1),
        settings=rectifiers.ELUSettings,
        slope_from_value=False,
    ),
    Activation(
        "selu",
        "SELU",
        r"\lambda z \;(z > 0),\; \lambda\alpha(e^z - 1) \;(z \le 0)",
        rectifiers.selu,
        (-rectifiers.SELU_SCALE * rectifiers.SELU_ALPHA, INFINITY),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation("softplus", "Softplus", r"\ln(1 + e^z)", rectifiers.softplus, (0, INFINITY), (0, 1)),
    Activation(
        "silu",
        "SiLU",
        r"z\,\sigma(z)",
        rectifiers.silu,
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
        bounded.sine,
        (-1, 1),
        (-1, 1),
        slope_from_value=False,
    ),
    Activation(
        "gaussian",
        "Gaussian",
        r"e^{-z^2}",
        bounded.gaussian,
        (0, 1),
        (0, 1),
        slope_from_value=False,
    ),
    Activation(
        "piecewise_linear",
        "Piecewise linear",
        r"\min(\max(z + \frac{1}{2}, 0), 1)",
        piecewise.piecewise_linear,
        (0, 1),
        (0, 1),
    ),
    Activation(
        "step",
        "Unit step",
        r"0 \;(z < 0),\; \frac{1}{2} \;(z = 0),\; 1 \;(z > 0)",
        piecewise.step,
        (0, 1),
        (0, 1),
        trainable=False,
    ),
    Activation(
        "sign",
        "Sign",
        r"-1 \;(z < 0),\; 0 \;(z = 0),\; 1 \;(z > 0)",
        piecewise.sign,
        (-1, 1),
        (-1, 1),
        trainable=False,
    ),
    Activation(
        "softmax",
        "Softmax",
        r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
        bounded.softmax,
        (0, 1),
        (0, 1),
        elementwise=False,
    ),
)
HIDDEN_ACTIVATIONS = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
