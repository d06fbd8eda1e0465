"""Optimizers on one flat parameter vector. To add one, append a row to OPTIMIZERS."""

from nnviz.catalog import catalog
from nnviz.engine.optimizers.adagrad_rmsprop_adam import (
    AdaGradSettings,
    AdamSettings,
    AdamWSettings,
    RMSpropSettings,
    bind_adagrad,
    bind_adam,
    bind_adamw,
    bind_rmsprop,
)
from nnviz.engine.optimizers.optimizer import Optimizer, OptimizerSettings
from nnviz.engine.optimizers.sgd_momentum import (
    MomentumSettings,
    bind_descent,
    bind_momentum,
    bind_nesterov,
    reach,
    reach_ahead,
)

OPTIMIZERS = catalog(
    Optimizer(
        "gradient_descent",
        "Gradient descent (all)",
        r"w \leftarrow w - \eta \nabla L",
        OptimizerSettings,
        (),
        bind_descent,
        reach,
        all_samples=True,
    ),
    Optimizer(
        "sgd",
        "SGD",
        r"w \leftarrow w - \eta \nabla L",
        OptimizerSettings,
        (),
        bind_descent,
        reach,
    ),
    Optimizer(
        "momentum",
        "Momentum",
        r"v \leftarrow \mu v + \nabla L,\; w \leftarrow w - \eta v",
        MomentumSettings,
        ("velocity",),
        bind_momentum,
        reach,
    ),
    Optimizer(
        "nesterov",
        "Nesterov",
        r"v \leftarrow \mu v + \nabla L,\; w \leftarrow w - \eta(\nabla L + \mu v)",
        MomentumSettings,
        ("velocity",),
        bind_nesterov,
        reach_ahead,
    ),
    Optimizer(
        "adagrad",
        "AdaGrad",
        r"s \leftarrow s + \nabla L^2,\; w \leftarrow w - \eta \nabla L / (\sqrt{s} + \epsilon)",
        AdaGradSettings,
        ("squares",),
        bind_adagrad,
    ),
    Optimizer(
        "rmsprop",
        "RMSprop",
        r"s \leftarrow \rho s + (1 - \rho)\nabla L^2,\;"
        r" w \leftarrow w - \eta \nabla L / (\sqrt{s} + \epsilon)",
        RMSpropSettings,
        ("squares",),
        bind_rmsprop,
    ),
    Optimizer(
        "adam",
        "Adam",
        r"w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)",
        AdamSettings,
        ("first", "second"),
        bind_adam,
    ),
    Optimizer(
        "adamw",
        "AdamW",
        r"w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon) - \eta \lambda w",
        AdamWSettings,
        ("first", "second"),
        bind_adamw,
    ),
)
