"""Make torch.npz: what PyTorch computes for small networks, in float64.

    python -m venv torchenv && torchenv/bin/pip install torch==2.13.0 numpy
    torchenv/bin/python tests/reference/make_torch_reference.py

For every hidden activation, output activation and loss: the output, the loss and its gradient at
the start. For every optimizer besides: the parameters after 100 steps over batches of 5, 5, 5, 5
and 3 examples in turn. Definitions that differ are matched to the published ones: PyTorch's MSE is
ours, half MSE is half of it, its momentum is the heavy ball without dampening.
"""

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

SIZES = (2, 4, 3)
EXAMPLES, BATCH, STEPS = 23, 5, 100

HIDDEN: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.01),
}
OUTPUT = {**HIDDEN, "softmax": lambda z: torch.softmax(z, 1)}
# Each takes the output layer's sums, its values and the targets.
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "half_mse": lambda _z, a, y: functional.mse_loss(a, y) / 2,
    "mse": lambda _z, a, y: functional.mse_loss(a, y),
    "binary_cross_entropy": lambda z, _a, y: functional.binary_cross_entropy_with_logits(z, y),
    "categorical_cross_entropy": lambda z, _a, y: functional.cross_entropy(z, y),
}
OPTIMIZERS: dict[str, Callable[[torch.Tensor], torch.optim.Optimizer]] = {
    "sgd": lambda p: torch.optim.SGD([p], lr=0.05),
    "momentum": lambda p: torch.optim.SGD([p], lr=0.02, momentum=0.9),
    "adam": lambda p: torch.optim.Adam([p], lr=0.01, betas=(0.9, 0.999), eps=1e-8),
}


def forward(
    parameters: torch.Tensor, x: torch.Tensor, sizes: tuple[int, ...], hidden: str, output: str
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the last sums and values for x of shape (examples, inputs)."""
    start, a = 0, x
    for k, (units_in, units) in enumerate(itertools.pairwise(sizes)):
        end = start + units * (units_in + 1)
        weights = parameters[start:end].reshape(units, units_in + 1)
        z = a @ weights[:, :-1].T + weights[:, -1]
        a = OUTPUT[output](z) if k == len(sizes) - 2 else HIDDEN[hidden](z)
        start = end
    return z, a


def combinations() -> list[tuple[str, str, str]]:
    outputs = {"binary_cross_entropy": ["sigmoid"], "categorical_cross_entropy": ["softmax"]}
    return [
        (hidden, output, loss)
        for hidden in HIDDEN
        for loss in LOSSES
        for output in outputs.get(loss, list(HIDDEN))
    ]


def main() -> None:
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(20261120)
    x = rng.normal(size=(EXAMPLES, SIZES[0]))
    labels = rng.integers(0, 3, EXAMPLES)
    found: dict[str, np.ndarray] = {"x": x.T.copy(), "labels": labels}
    for hidden, output, loss in combinations():
        outputs = 3 if output == "softmax" else 2
        sizes = (*SIZES, outputs)
        count = sum((i + 1) * o for i, o in itertools.pairwise(sizes))
        initial = rng.normal(0, 0.6, count)
        y = np.eye(3)[labels][:, :outputs].copy()
        inputs, targets = torch.from_numpy(x), torch.from_numpy(y)
        name = f"{hidden}/{output}/{loss}"

        parameters = torch.tensor(initial, requires_grad=True)
        z, a = forward(parameters, inputs, sizes, hidden, output)
        value = LOSSES[loss](z, a, targets)
        value.backward()
        found[f"{name}/initial"] = initial
        found[f"{name}/outputs"] = a.detach().numpy().T.copy()
        found[f"{name}/loss"] = value.detach().numpy()
        found[f"{name}/gradient"] = parameters.grad.numpy()

        for key, make in OPTIMIZERS.items():
            parameters = torch.tensor(initial, requires_grad=True)
            optimizer = make(parameters)
            for step in range(STEPS):
                start = step * BATCH % (EXAMPLES + BATCH - EXAMPLES % BATCH)
                part = slice(start, min(start + BATCH, EXAMPLES))
                optimizer.zero_grad()
                z, a = forward(parameters, inputs[part], sizes, hidden, output)
                LOSSES[loss](z, a, targets[part]).backward()
                optimizer.step()
            found[f"{name}/{key}"] = parameters.detach().numpy()
    np.savez_compressed(Path(__file__).with_name("torch.npz"), **found)


if __name__ == "__main__":
    main()
