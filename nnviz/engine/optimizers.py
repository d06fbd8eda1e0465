"""Optimizers on one flat parameter vector. To add one, append a row to OPTIMIZERS."""

from nnviz.catalog import catalog
from nnviz.engine import adaptive, descent
from nnviz.engine.optimizer import Optimizer, OptimizerSettings

OPTIMIZERS = catalog(
    Optimizer(
        "gradient_descent",
        "Gradient descent (all)",
        r"w \leftarrow w - \eta \nabla L",
        OptimizerSettings,
        (),
        descent.bind_descent,
        all_samples=True,
    ),
    Optimizer(
        "sgd", "SGD", r"w \leftarrow w - \eta \nabla L", OptimizerSettings, (), descent.bind_descent
    ),
    Optimizer(
        "momentum",
        "Momentum",
        r"v \leftarrow \mu v + \nabla L,\; w \leftarrow w - \eta v",
        descent.MomentumSettings,
        ("velocity",),
        descent.bind_momentum,
    ),
    Optimizer(
        "nesterov",
        "Nesterov",
        r"v \leftarrow \mu v + \nabla L,\; w \leftarrow w - \eta(\nabla L + \mu v)",
        descent.MomentumSettings,
        ("velocity",),
        descent.bind_nesterov,
    ),
    Optimizer(
        "adagrad",
        "AdaGrad",
        r"s \leftarrow s + \nabla L^2,\; w \leftarrow w - \eta \nabla L / (\sqrt{s} + \epsilon)",
        adaptive.AdaGradSettings,
        ("squares",),
        adaptive.bind_adagrad,
    ),
    Optimizer(
        "rmsprop",
        "RMSprop",
        r"s \leftarrow \rho s + (1 - \rho)\nabla L^2,\;"
        r" w \leftarrow w - \eta \nabla L / (\sqrt{s} + \epsilon)",
        adaptive.RMSpropSettings,
        ("squares",),
        adaptive.bind_rmsprop,
    ),
    Optimizer(
        "adam",
        "Adam",
        r"w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)",
        adaptive.AdamSettings,
        ("first", "second"),
        adaptive.bind_adam,
    ),
    Optimizer(
        "adamw",
        "AdamW",
        r"w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon) - \eta \lambda w",
        adaptive.AdamWSettings,
        ("first", "second"),
        adaptive.bind_adamw,
    ),
)
