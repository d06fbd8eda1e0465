"""The memory that a run takes, told before it is taken, and the memory there is."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.data.split import train_count
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.network import CHUNK, Network, Pass
from nnviz.engine.program import Program
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.training.timeline import MAX_BYTES, MAX_STATES

FLOAT = 8  # bytes
STATES = 3  # what was opened, the latest finite moment, and one on its way into a file
FRAMES = 2  # one that is drawn and one that is on its way
LARGE_SHARE = 1 / 8  # of the machine's memory
LARGE_BYTES = 2**30  # where nobody knows how much there is
MEMORY_STATUS = Path("/proc/meminfo")  # of Linux, where what is free says little


def needed_bytes(experiment: Experiment) -> int:
    """Return about how many bytes a run takes while it is trained, drawn and saved.

    With P parameters, s numbers that the optimizer remembers of each, n examples, m of them for
    training, b in a batch, and u units in all layers:

        8P · (4 + frames · 6) + states · S + timeline + n · forward + b · training + chunk + values

    S = 8P · (2 + s) is what is kept of a moment, of which the timeline holds 64 MiB or one;
    `forward` and `training` are the bytes that the calls of a pass work on for each example, chunk
    stands for the pass that draws, and values = frames · 8 · m · u are those that views are given.
    """
    network = Network(len(experiment.features), experiment.layers)
    vector = network.parameters.nbytes
    examples = train_count(experiment.data.samples, experiment.data.train_share)
    state = 2 * vector + sum(
        array.nbytes for array in METHODS[experiment.optimizer].new_state(vector // FLOAT).values()
    )
    forward, training = _bytes_of_example(experiment, network)
    return (
        vector * (4 + 6 * FRAMES)
        + state * STATES
        + max(min(MAX_BYTES, MAX_STATES * state), state)
        + experiment.data.samples * forward
        + (experiment.used_batch_size or examples) * training
        + CHUNK * forward
        + FRAMES * FLOAT * examples * sum(network.sizes)
    )


def _bytes_of_example(experiment: Experiment, network: Network) -> tuple[int, int]:
    """Return what one example takes in a pass forward, and in a pass there and back in training."""
    looking, training = Pass(network, 1), Pass(network, 1, np.random.default_rng(0))
    target = np.zeros((network.sizes[-1], 1))
    program = training.bind_program(LOSSES[experiment.loss], experiment.loss_settings)
    there = [step for layer in looking.layers for step in layer.forward()]
    there_and_back = program(np.zeros((network.inputs, 1)), target)
    return _bytes_touched(network, there), _bytes_touched(network, there_and_back)


def _bytes_touched(network: Network, program: Program) -> int:
    """Return the size of all arrays that the calls are given, but for the network's own."""
    own = {id(network.parameters), id(network.gradient), id(network.statistics)}
    arrays = {id(array): array for array in _bases(program)}
    return sum(array.nbytes for key, array in arrays.items() if key not in own)


def _bases(program: Program) -> Iterator[NDArray[Any]]:
    for _call, arguments in program:
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                base = argument
                while isinstance(base.base, np.ndarray):
                    base = base.base
                yield base


def size_text(size: int) -> str:
    """Return a number of bytes in words."""
    return (
        tr("{size:.1f} GB", size=size / 1e9)
        if size >= 1e9
        else tr("{size:.0f} MB", size=size / 1e6)
    )


def is_large(needed: int) -> bool:
    """Say whether so many bytes are enough to ask before they are taken."""
    pages = _system("SC_PHYS_PAGES")
    return needed > (LARGE_BYTES if pages is None else LARGE_SHARE * pages)


def available_bytes() -> int | None:
    """Return how many bytes can be had without others having to give way; None: nobody knows."""
    try:
        lines = MEMORY_STATUS.read_text("ascii").splitlines()
        kibibytes = dict(line.split(":", 1) for line in lines)["MemAvailable"]
        return int(kibibytes.removesuffix("kB")) * 1024
    except (OSError, ValueError, KeyError):
        return _system("SC_AVPHYS_PAGES")


def _system(pages: str) -> int | None:
    """Return a number of pages in bytes, None where the system does not say it."""
    try:
        return os.sysconf(pages) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
