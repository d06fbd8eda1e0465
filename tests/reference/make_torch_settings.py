"""Make torch_settings.npz: other settings than the defaults, schedules and clipping, as in PyTorch.

    python -m venv torchenv && torchenv/bin/pip install torch==2.13.0 numpy
    torchenv/bin/python tests/reference/make_torch_settings.py

curve/…: values and derivatives of activations at ordinary and awkward points; loss/…: a loss and
its gradient; trained/…: the parameters after 100 steps; schedule/…: learning rates by epoch;
clipped: gradients after clipping. Where definitions differ is told in make_torch_reference.py.
"""

import itertools
from functools import partial
from pathlib import Path

import numpy as np
import torch
from make_torch_reference import ACTIVATIONS, EXAMPLES, LOSSES, RATES, Function, forward, train
from torch.nn import functional
from torch.optim import lr_scheduler

# On a kink slopes are a convention: at 0 only where there is none, or where PyTorch's is ours.
POINTS = [-1000.0, -30.0, -3.0, -0.7, -0.2, -1e-12, 1e-12, 0.1, 0.4, 1.3, 30.0, 1000.0]
KINK_AT_ZERO = {"selu", "elu alpha=0.5", "elu alpha=2"}
CURVES: dict[str, Function] = {
    **{key: function for key, function in ACTIVATIONS.items() if key != "softmax"},
    "step": lambda z: torch.heaviside(z.detach(), torch.tensor(0.5)) + 0 * z,
    "sign": torch.sign,
    "leaky_relu slope=0.1": partial(functional.leaky_relu, negative_slope=0.1),
    "leaky_relu slope=0.5": partial(functional.leaky_relu, negative_slope=0.5),
    "elu alpha=0.5": partial(functional.elu, alpha=0.5),
    "elu alpha=2": partial(functional.elu, alpha=2.0),
}
HUBER = {f"huber delta={delta:g}": delta for delta in (0.1, 0.5, 2.0, 10.0)}
SGD, ADAM, ADAMW = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
OPTIMIZERS = {
    "momentum momentum=0.5": partial(SGD, momentum=0.5),
    "momentum momentum=0.99": partial(SGD, momentum=0.99),
    "nesterov momentum=0.5": partial(SGD, momentum=0.5, nesterov=True),
    "adagrad epsilon=0.001": partial(torch.optim.Adagrad, eps=1e-3),
    "rmsprop decay=0.5 epsilon=0.01": partial(torch.optim.RMSprop, alpha=0.5, eps=1e-2),
    "rmsprop decay=0.99": partial(torch.optim.RMSprop, alpha=0.99, eps=1e-8),
    "adam beta1=0.5 beta2=0.9 epsilon=0.001": partial(ADAM, betas=(0.5, 0.9), eps=1e-3),
    "adam beta1=0": partial(ADAM, betas=(0.0, 0.999), eps=1e-8),
    "adamw weight_decay=0.5": partial(ADAMW, eps=1e-8, weight_decay=0.5),
    "adamw beta1=0.5 beta2=0.99 epsilon=0.001 weight_decay=0": partial(
        ADAMW, betas=(0.5, 0.99), eps=1e-3, weight_decay=0.0
    ),
}
SIZES, EPOCHS = (2, 4, 3, 2), 60
SCHEDULES = {
    "constant": partial(lr_scheduler.LambdaLR, lr_lambda=lambda _: 1.0),
    "step factor=0.3 every=10": partial(lr_scheduler.StepLR, step_size=10, gamma=0.3),
    "exponential factor=0.9": partial(lr_scheduler.ExponentialLR, gamma=0.9),
    "cosine epochs=60 last=0.2": partial(lr_scheduler.CosineAnnealingLR, T_max=EPOCHS, eta_min=0.2),
    "inverse decay=0.1": partial(lr_scheduler.LambdaLR, lr_lambda=lambda t: 1 / (1 + 0.1 * t)),
}
MAX_NORM = 1.0


def curves() -> dict[str, np.ndarray]:
    """Return z, values and derivatives of every activation, as rows."""
    found = {}
    for name, function in CURVES.items():
        points = POINTS if name in KINK_AT_ZERO else [*POINTS, 0.0]
        z = torch.tensor(points, requires_grad=True)
        a = function(z)
        a.sum().backward()
        found[f"curve/{name}"] = np.stack([z.detach(), a.detach(), z.grad])
    return found


def losses(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return predictions, targets, gradient and, in a row of its own, the loss."""
    found = {}
    for name, delta in HUBER.items():
        y = torch.from_numpy(rng.normal(0, 2, (3, 5)))
        a = torch.from_numpy(rng.normal(0, 2, (3, 5))).requires_grad_()
        value = functional.huber_loss(a, y, delta=delta)
        value.backward()
        row = value.detach().expand(1, 5)
        found[f"loss/{name}"] = np.concatenate([a.detach(), y, a.grad, row])
    return found


def trainings(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return what 100 steps make of one network with one setting after another."""
    count = sum((i + 1) * o for i, o in itertools.pairwise(SIZES))
    x, y = rng.normal(size=(EXAMPLES, 2)), rng.uniform(-2, 2, (EXAMPLES, 2))
    initial = rng.normal(0, 0.6, count)
    inputs, targets = torch.from_numpy(x), torch.from_numpy(y)

    def run(hidden: Function, loss: Function, optimizer: partial) -> np.ndarray:
        def loss_of(parameters: torch.Tensor, part: slice) -> torch.Tensor:
            z, a = forward(parameters, inputs[part], SIZES, hidden, ACTIVATIONS["linear"])
            return loss(z, a, targets[part])

        return train(initial, lambda p: optimizer([p]), loss_of)

    found = {"x": x.T.copy(), "y": y.T.copy(), "initial": initial}
    sgd, plain = partial(SGD, lr=RATES["sgd"]), LOSSES["half_mse"]
    for name, function in CURVES.items():
        if "=" in name:
            found[f"trained/{name}"] = run(function, plain, sgd)
    for name, delta in HUBER.items():

        def huber(_z: torch.Tensor, a: torch.Tensor, y: torch.Tensor, delta=delta) -> torch.Tensor:
            return functional.huber_loss(a, y, delta=delta)

        found[f"trained/{name}"] = run(torch.tanh, huber, sgd)
    for name, optimizer in OPTIMIZERS.items():
        rate = RATES[name.split()[0]]
        found[f"trained/{name}"] = run(torch.tanh, plain, partial(optimizer, lr=rate))
    return found


def schedules() -> dict[str, np.ndarray]:
    """Return the learning rate in each epoch, that of the first being 1."""
    found = {}
    for name, make in SCHEDULES.items():
        optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler, rates = make(optimizer), []
        for _ in range(EPOCHS + 1):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        found[f"schedule/{name}"] = np.array(rates)
    return found


def clipping(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return gradients of many lengths as rows, before and after clipping to MAX_NORM."""
    gradients = rng.normal(size=(8, 12)) * np.logspace(-3, 4, 8)[:, np.newaxis]
    clipped = []
    for gradient in gradients:
        parameter = torch.zeros(12, requires_grad=True)
        parameter.grad = torch.from_numpy(gradient.copy())
        torch.nn.utils.clip_grad_norm_([parameter], MAX_NORM)
        clipped.append(parameter.grad.numpy())
    return {"gradients": gradients, "clipped": np.array(clipped)}


def main() -> None:
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(20261121)
    found = curves() | losses(rng) | trainings(rng) | schedules() | clipping(rng)
    np.savez_compressed(Path(__file__).with_name("torch_settings.npz"), **found)


if __name__ == "__main__":
    main()
