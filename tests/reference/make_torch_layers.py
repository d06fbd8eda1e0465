"""Make torch_layers.npz: batch normalisation, maxout and dropout as PyTorch computes them, float64.

    python -m venv torchenv && torchenv/bin/pip install torch==2.13.0 numpy
    torchenv/bin/python tests/reference/make_torch_layers.py

For each network: output, loss and gradient in training mode at the start, with a given dropout
mask; 100 steps of SGD over batches of 5, 5, 5, 5 and 3 examples in turn; then the parameters, the
running statistics, and output, loss and gradient in evaluation mode. The parameters of a layer
stand in the order of our flat vector: weights with their bias column, row by row, then γ, then β.

Maxout is `amax`, and a mask is given as 0 or 1 / (1 − p). Where definitions differ is told in
make_torch_reference.py.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn

INPUTS, EXAMPLES, BATCH, STEPS, RATE = 3, 23, 5, 100, 0.05
UNITS = (4, 3, 2)
# For the two hidden layers: bias, pieces, batch normalisation, dropout; and the activation.
NETWORKS = {
    "batch_norm": ((True, 1, True, 0.0), (True, 1, True, 0.0), "tanh"),
    "batch_norm_sigmoid": ((False, 1, True, 0.0), (True, 1, True, 0.0), "sigmoid"),
    "maxout": ((True, 3, False, 0.0), (True, 2, False, 0.0), "linear"),
    "maxout_batch_norm": ((True, 2, True, 0.0), (False, 3, True, 0.0), "linear"),
    "dropout": ((True, 1, False, 0.5), (True, 1, False, 0.25), "tanh"),
    "no_bias": ((False, 1, False, 0.0), (False, 1, False, 0.0), "tanh"),
    "everything": ((False, 2, True, 0.25), (True, 2, True, 0.5), "linear"),
}
ACTIVATIONS = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "linear": lambda z: z}


class Layer(nn.Module):
    def __init__(self, units_in: int, units: int, choices: tuple[bool, int, bool, float]):
        super().__init__()
        self.units, (self.bias, self.pieces, normalised, self.dropout) = units, choices
        self.affine = nn.Linear(units_in, units * self.pieces, bias=self.bias)
        self.norm = nn.BatchNorm1d(units) if normalised else None

    def forward(self, x: torch.Tensor, h, mask: torch.Tensor | None) -> torch.Tensor:
        z = self.affine(x).reshape(len(x), self.pieces, self.units).amax(1)
        a = h(self.norm(z) if self.norm else z)
        return a if mask is None or not self.dropout else a * mask

    def flat(self, gradient: bool) -> np.ndarray:
        def numbers(parameter: torch.Tensor) -> np.ndarray:
            return (parameter.grad if gradient else parameter).detach().numpy()

        weights = numbers(self.affine.weight)
        biases = numbers(self.affine.bias) if self.bias else np.zeros(len(weights))
        parts = [np.column_stack([weights, biases]).ravel()]
        if self.norm:
            parts += [numbers(self.norm.weight), numbers(self.norm.bias)]
        return np.concatenate(parts)


def forward(layers: list[Layer], x: torch.Tensor, h, masks) -> torch.Tensor:
    for layer, mask in zip(layers[:-1], masks, strict=True):
        x = layer(x, h, mask)
    return layers[-1](x, torch.tanh, None)


def flat(layers: list[Layer], gradient: bool = False) -> np.ndarray:
    return np.concatenate([layer.flat(gradient) for layer in layers])


def measured(layers: list[Layer], x, y, h, masks) -> dict[str, np.ndarray]:
    for layer in layers:
        layer.zero_grad()
    outputs = forward(layers, x, h, masks)
    loss = nn.functional.mse_loss(outputs, y) / 2
    loss.backward()
    return {
        "outputs": outputs.detach().numpy().T.copy(),
        "loss": loss.detach().numpy(),
        "gradient": flat(layers, gradient=True),
    }


def statistics(layers: list[Layer]) -> np.ndarray:
    norms = [layer.norm for layer in layers if layer.norm]
    parts = [part.numpy() for norm in norms for part in (norm.running_mean, norm.running_var)]
    return np.concatenate([np.empty(0), *parts])


def main() -> None:
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(20261120)
    rng = np.random.default_rng(20261120)
    x = torch.from_numpy(rng.normal(0.5, 2.0, (EXAMPLES, INPUTS)))
    y = torch.from_numpy(rng.uniform(-1, 1, (EXAMPLES, UNITS[-1])))
    found = {"x": x.numpy().T.copy(), "y": y.numpy().T.copy()}
    for name, (*hidden, activation) in NETWORKS.items():
        choices = (*hidden, (True, 1, False, 0.0))
        sizes = zip((INPUTS, *UNITS), UNITS, choices, strict=False)
        layers, h = [Layer(*size) for size in sizes], ACTIVATIONS[activation]
        for layer in layers:
            if layer.norm:
                nn.init.uniform_(layer.norm.weight, 0.5, 1.5)
                nn.init.uniform_(layer.norm.bias, -0.5, 0.5)
        masks = [
            torch.from_numpy((rng.random((EXAMPLES, layer.units)) >= layer.dropout).astype(float))
            / (1 - layer.dropout)
            for layer in layers[:-1]
        ]
        found[f"{name}/initial"] = flat(layers)
        for number, mask in enumerate(masks):
            found[f"{name}/mask{number}"] = mask.numpy().T.copy()
        parameters = [parameter for layer in layers for parameter in layer.parameters()]
        optimizer = torch.optim.SGD(parameters, lr=RATE)
        for step in range(STEPS):
            start = step * BATCH % (EXAMPLES + BATCH - EXAMPLES % BATCH)
            part = slice(start, min(start + BATCH, EXAMPLES))
            batch = measured(layers, x[part], y[part], h, [mask[part] for mask in masks])
            if step == 0:
                found |= {f"{name}/train/{key}": value for key, value in batch.items()}
                found[f"{name}/train/statistics"] = statistics(layers)
            optimizer.step()
        for layer in layers:
            layer.eval()
        found[f"{name}/trained"] = flat(layers)
        found[f"{name}/statistics"] = statistics(layers)
        ended = measured(layers, x, y, h, [None] * len(masks))
        found |= {f"{name}/eval/{key}": value for key, value in ended.items()}
    np.savez_compressed(Path(__file__).with_name("torch_layers.npz"), **found)


if __name__ == "__main__":
    main()
