"""Past: how a run's gradients and weights have been, in bounded memory, for whoever draws them."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers.optimizer import Step
from nnviz.run_state import Array
from nnviz.training.history import History

GRADIENT_ROWS = 64  # epochs of which the gradients are gathered; the fewer, the cheaper a long run
WEIGHT_ROWS = 16  # moments of which weights are kept
MOST_WEIGHTS = 1024  # of a layer that are kept of a moment; of more, evenly chosen ones


class Past:
    """Of the first epochs all, then ever fewer: a long run's steps cost what they did without it.

    Gradients are those of the loss that was differentiated, without L1, L2 and clipping.
    """

    def __init__(self, network: Network):
        """Begin with the network as it is now."""
        self.network = network
        self._gradient = np.zeros_like(network.parameters)
        self._sums = np.zeros_like(network.parameters)
        self._room = [block.weights for block in network.views(self._gradient)]
        self._gathering, self._wanted, self._batches = True, False, 0
        self._mean: Array | None = None  # of each layer, over the epoch gathered last
        self._mean_at = (0, 0.0)  # iteration and epoch
        # Its epochs are those that had ended before: the first row is that of 0, as History has it.
        self.gradients = History(2 + len(network.layers), GRADIENT_ROWS)
        self.places = _kept_places(network)
        self.weights = History(2 + self.places.size, WEIGHT_ROWS)
        self._keep_weights(0, 0)

    # While training

    def watched(
        self, steps: Sequence[Step], passes: Sequence[Pass], by_gradient: bool
    ) -> Sequence[Step]:
        """Return the same steps, with their gradients gathered if they are those of a due epoch."""
        if not (self._gathering and by_gradient):
            return steps
        return [partial(self._gather, *both) for both in zip(steps, passes, strict=True)]

    def _gather(self, step: Step, batch: Pass) -> None:
        step()
        for layer, room in zip(batch.layers, self._room, strict=True):
            layer.sums.errors.dot(layer.given.values.T, room)
        np.abs(self._gradient, self._gradient)
        np.add(self._sums, self._gradient, self._sums)
        self._batches += 1

    def end_epoch(self, iteration: int, epoch: int) -> None:
        """Keep what is due of the epoch that has just ended."""
        if self._batches:
            self._mean, self._mean_at = self._average(), (iteration, float(epoch))
            self._forget_sums()
            if self.gradients.is_due(epoch - 1):
                self.gradients.append((iteration, epoch - 1, *self._mean))
        if self.weights.is_due(epoch):
            self._keep_weights(iteration, epoch)
        self._gathering = self._wanted or self.gradients.is_due(epoch)
        self._wanted = False

    def _keep_weights(self, iteration: int, epoch: int) -> None:
        self.weights.append((iteration, epoch, *self.network.parameters[self.places]))

    def _average(self) -> Array:
        blocks = self.network.views(self._sums)
        return np.array([block.weights[:, :-1].mean() for block in blocks]) / self._batches

    def _forget_sums(self) -> None:
        self._sums.fill(0.0)
        self._batches = 0

    # What others ask of it

    def want_gradients(self) -> None:
        """Have the next epoch's gradients gathered, due or not: somebody looks at them."""
        self._wanted = True

    def latest_gradients(self, epochs: float) -> tuple[float, Array] | None:
        """Return the epoch and each layer's mean |∂L/∂w|, over the latest epoch gathered.

        Before a first one has ended it is over the batches so far; `epochs` is where the run is.
        """
        if self._mean is not None:
            return self._mean_at[1], self._mean
        rows = self.gradients.rows()
        if len(rows):
            return float(rows[-1, 1] + 1), rows[-1, 2:]
        return (epochs, self._average()) if self._batches else None

    # Changes of the run

    def go_back(self, iteration: int) -> None:
        """Forget what came after this iteration."""
        self.gradients.drop_after(iteration)
        self.weights.drop_after(iteration)
        if self._mean_at[0] > iteration:
            self._mean = None
        self._forget_sums()

    def take_over(self, before: "Past") -> None:
        """Go on where another run's past ends, as far as it is of the same layers and weights."""
        rows = before.gradients.rows()
        if rows.shape[1] == 2 + len(self.network.layers):
            self.gradients.restore(rows, before.gradients.interval)
        if np.array_equal(self.places, before.places):
            self.weights.restore(before.weights.rows(), before.weights.interval)


def _kept_places(network: Network) -> NDArray[np.int64]:
    """Return the places in the parameter vector of all weights and biases, or of chosen ones."""
    learned = network.is_learned()
    numbers = np.arange(network.parameters.size, dtype=float)
    chosen = []
    for block in network.views(numbers):
        places = block.weights.ravel().astype(np.int64)
        places = places[learned[places] > 0]
        if places.size > MOST_WEIGHTS:
            places = places[np.linspace(0, places.size - 1, MOST_WEIGHTS).astype(np.int64)]
        chosen.append(places)
    return np.concatenate(chosen)
