"""Make torch.npz: what PyTorch computes for small networks, in float64.

    python -m venv torchenv && torchenv/bin/pip install torch==2.13.0 numpy
    torchenv/bin/python tests/reference/make_torch_reference.py  # some minutes

For every case of CASES: the output, the loss and its gradient at the start. For every optimizer
besides: the parameters after 100 steps over batches of 5, 5, 5, 5 and 3 examples in turn. Every
hidden activation is there with every loss and the output usual for it, and every output activation
with every form of loss that fits it. Settings other than the defaults, schedules and clipping are
in make_torch_settings.py, the other layers in make_torch_layers.py.

Where the definitions of PyTorch and ours differ, in all three scripts:

- Activations. GELU is the exact one, with erf (PyTorch's default), not its approximation by tanh.
  Softplus: PyTorch takes z itself above its threshold of 20, where it is still z + e^−z; with a
  threshold of 700 it is the published function. Sine, Gaussian and the piecewise linear function
  are written out from torch.sin, exp and clamp; the unit step is torch.heaviside with ½ at 0. It
  and the sign have no gradient, so that there is nothing to train.
- Slopes on a kink. They are the same for ReLU and leaky ReLU (that below 0), absolute values (0)
  and a maxout's ties (shared out evenly). At 0 ELU with α ≠ 1 and SELU have the slope from below
  in PyTorch, the mean of both sides here. At ±½ the piecewise linear function has the slope 1 of
  clamp in PyTorch, 0 here.
- Losses. PyTorch's MSE is ours, half MSE is half of it; SSE and the sum of absolute residuals are
  its MSE and L1 losses with reduction "sum". Huber's is huber_loss (not smooth_l1_loss, which
  divides by δ). The hinge loss is hinge_embedding_loss of y·ŷ with all of its targets −1.
  Cross-entropies from probabilities cut logarithms off at −100 on both sides.
- Optimizers. Momentum is the heavy ball without dampening; Nesterov's momentum has the weights at
  the point ahead, as in Sutskever et al. 2013 after a change of variables. AdaGrad, RMSprop and
  Adam add ε outside the root. RMSprop has Hinton's ρ = 0.9, where PyTorch's default is 0.99.
  AdamW's decay is multiplied by the learning rate, which it is not in the paper. Gradient descent
  is SGD on all examples.
- Schedules. All are the same up to the end of a cosine; after it PyTorch's rises again, and ours
  stays where it is. 1/t is written out with LambdaLR.
- Clipping. clip_grad_norm_ divides by the norm + 10⁻⁶, we by the norm, as in the paper.
- Layers. Batch normalisation is BatchNorm1d: the biased variance divides, the unbiased one is
  remembered, with momentum 0.1 and ε = 10⁻⁵; of a batch of one, which PyTorch refuses, we remember
  the mean only. Dropout is the inverted one; its mask is given, since generators differ.
- Initial weights are drawn by other generators: compared are their distributions, without PyTorch.
"""

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

EXAMPLES, BATCH, STEPS = 23, 5, 100

Function = Callable[[torch.Tensor], torch.Tensor]

ACTIVATIONS: dict[str, Function] = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.01),
    "elu": functional.elu,
    "selu": functional.selu,
    "softplus": lambda z: functional.softplus(z, threshold=700),
    "silu": functional.silu,
    "gelu": functional.gelu,
    "sine": torch.sin,
    "gaussian": lambda z: torch.exp(-z * z),
    "piecewise_linear": lambda z: torch.clamp(z + 0.5, 0, 1),
    "softmax": lambda z: torch.softmax(z, 1),
}
# Each takes the output layer's sums, its values and the targets.
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "half_mse": lambda _z, a, y: functional.mse_loss(a, y) / 2,
    "mse": lambda _z, a, y: functional.mse_loss(a, y),
    "sse": lambda _z, a, y: functional.mse_loss(a, y, reduction="sum"),
    "mae": lambda _z, a, y: functional.l1_loss(a, y),
    "sae": lambda _z, a, y: functional.l1_loss(a, y, reduction="sum"),
    "huber": lambda _z, a, y: functional.huber_loss(a, y, delta=1.0),
    "binary_cross_entropy": lambda z, _a, y: functional.binary_cross_entropy_with_logits(z, y),
    "probabilities": lambda _z, a, y: functional.binary_cross_entropy(a, y),
    "categorical_cross_entropy": lambda z, _a, y: functional.cross_entropy(z, y),
    "hinge": lambda _z, a, y: functional.hinge_embedding_loss(y * a, -torch.ones_like(y)),
}
USUAL_OUTPUT = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}
HIDDEN = [key for key in ACTIVATIONS if key != "softmax"]
SIGNED = ["linear", "tanh", "leaky_relu", "elu", "selu", "sine"]
CASES = [
    *itertools.product(HIDDEN, ["half_mse", "mse", "sse", "mae", "sae", "huber"], ["linear"]),
    *((hidden, loss, output) for hidden in HIDDEN for loss, output in USUAL_OUTPUT.items()),
    *itertools.product(HIDDEN, ["hinge"], ["linear"]),
    *itertools.product(["tanh"], ["half_mse"], HIDDEN[1:]),
    *itertools.product(["tanh"], ["binary_cross_entropy"], ["gaussian", "piecewise_linear"]),
    *itertools.product(["tanh"], ["hinge"], SIGNED[1:]),
]
RATES = {
    "sgd": 0.05,
    "momentum": 0.02,
    "nesterov": 0.02,
    "adagrad": 0.05,
    "rmsprop": 0.005,
    "adam": 0.01,
    "adamw": 0.01,
}
OPTIMIZERS: dict[str, Callable[[torch.Tensor, float], torch.optim.Optimizer]] = {
    "sgd": lambda p, rate: torch.optim.SGD([p], lr=rate),
    "momentum": lambda p, rate: torch.optim.SGD([p], lr=rate, momentum=0.9),
    "nesterov": lambda p, rate: torch.optim.SGD([p], lr=rate, momentum=0.9, nesterov=True),
    "adagrad": lambda p, rate: torch.optim.Adagrad([p], lr=rate, eps=1e-10),
    "rmsprop": lambda p, rate: torch.optim.RMSprop([p], lr=rate, alpha=0.9, eps=1e-8),
    "adam": lambda p, rate: torch.optim.Adam([p], lr=rate, betas=(0.9, 0.999), eps=1e-8),
    "adamw": lambda p, rate: torch.optim.AdamW([p], lr=rate, eps=1e-8, weight_decay=0.01),
}
SUMS = {"sse", "sae"}  # a tenth of the rate, since their gradient is that of about ten means


def rate_of(optimizer: str, loss: str) -> float:
    return RATES[optimizer] / (10 if loss in SUMS else 1)


def sizes_of(output: str) -> tuple[int, ...]:
    return (2, 4, 3, 3 if output == "softmax" else 2)


def targets_of(labels: np.ndarray, loss: str, output: str) -> np.ndarray:
    """Return targets of shape (examples, outputs): 0 and 1, for the hinge −1 and 1."""
    y = np.eye(3)[labels][:, : sizes_of(output)[-1]].copy()
    return 2 * y - 1 if loss == "hinge" else y


def forward(
    parameters: torch.Tensor,
    x: torch.Tensor,
    sizes: tuple[int, ...],
    hidden: Function,
    last: Function,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the last sums and values for x of shape (examples, inputs)."""
    start, a = 0, x
    for k, (units_in, units) in enumerate(itertools.pairwise(sizes)):
        end = start + units * (units_in + 1)
        weights = parameters[start:end].reshape(units, units_in + 1)
        z = a @ weights[:, :-1].T + weights[:, -1]
        a = (last if k == len(sizes) - 2 else hidden)(z)
        start = end
    return z, a


def train(
    initial: np.ndarray,
    make_optimizer: Callable[[torch.Tensor], torch.optim.Optimizer],
    loss_of: Callable[[torch.Tensor, slice], torch.Tensor],
) -> np.ndarray:
    """Return the parameters after the steps; loss_of takes parameters and the batch's examples."""
    parameters = torch.tensor(initial, requires_grad=True)
    optimizer = make_optimizer(parameters)
    for step in range(STEPS):
        start = step * BATCH % (EXAMPLES + BATCH - EXAMPLES % BATCH)
        optimizer.zero_grad()
        loss_of(parameters, slice(start, min(start + BATCH, EXAMPLES))).backward()
        optimizer.step()
    return parameters.detach().numpy()


def main() -> None:
    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(20261120)
    x = rng.normal(size=(EXAMPLES, 2))
    labels = rng.integers(0, 3, EXAMPLES)
    initial = rng.normal(0, 0.6, 39)  # the first 35 where there are two outputs
    found: dict[str, list[np.ndarray]] = {"outputs": [], "loss": [], "gradient": [], "trained": []}
    for hidden, loss, output in CASES:
        inputs, targets = torch.from_numpy(x), torch.from_numpy(targets_of(labels, loss, output))
        sizes = sizes_of(output)
        count = sum((i + 1) * o for i, o in itertools.pairwise(sizes))
        from_probabilities = loss == "binary_cross_entropy" and output != "sigmoid"
        compute = LOSSES["probabilities" if from_probabilities else loss]
        functions = ACTIVATIONS[hidden], ACTIVATIONS[output]

        parameters = torch.tensor(initial[:count], requires_grad=True)
        z, a = forward(parameters, inputs, sizes, *functions)
        value = compute(z, a, targets)
        value.backward()
        found["outputs"].append(a.detach().numpy().T.ravel())
        found["loss"].append(value.detach().numpy().reshape(1))
        found["gradient"].append(parameters.grad.numpy())

        def loss_of(
            parameters: torch.Tensor,
            part: slice,
            case: tuple = (inputs, targets, sizes, functions, compute),
        ) -> torch.Tensor:
            inputs, targets, sizes, functions, compute = case
            return compute(*forward(parameters, inputs[part], sizes, *functions), targets[part])

        for key, make in OPTIMIZERS.items():
            rate = rate_of(key, loss)
            found["trained"].append(train(initial[:count], partial(make, rate=rate), loss_of))
    joined: dict[str, np.ndarray] = {"x": x.T.copy(), "labels": labels, "initial": initial}
    for name, parts in found.items():
        joined[name] = np.concatenate(parts)
        joined[f"{name}_ends"] = np.cumsum([part.size for part in parts])
    cases = {
        "cases": np.array(CASES),
        "optimizers": np.array(list(OPTIMIZERS)),
        "rates": np.array([[rate_of(key, loss) for key in OPTIMIZERS] for _, loss, _ in CASES]),
    }
    np.savez_compressed(Path(__file__).with_name("torch.npz"), **cases, **joined)


if __name__ == "__main__":
    main()
