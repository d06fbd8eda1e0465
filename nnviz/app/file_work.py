"""Opening and saving as long work: what reads, builds, waits and writes beside the window."""

from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from nnviz.experiment import Experiment
from nnviz.files.atomic import Stamp
from nnviz.files.model_file import Model, reading, writing_model
from nnviz.run_state import RunState
from nnviz.training.memory import needed_bytes
from nnviz.training.run import TrainingRun
from nnviz.work import Work, portion

READ_SHARE = 0.6  # of opening a file; the rest is building its run
LOOK_S = 0.05  # from one look whether it was given up to the next, while waiting


@dataclass(frozen=True)
class Found:
    """What is in a file, and how many bytes its run is going to take."""

    model: Model
    stamp: Stamp
    needed: int


def opening(path: Path) -> Work[Found]:
    """Read a model file, the first part of opening it. ModelFileError: it cannot be used."""
    model, stamp = yield from portion(reading(path), 0.0, READ_SHARE)
    return Found(model, stamp, needed_bytes(model.experiment))


def building(model: Model) -> Work[TrainingRun]:
    """Build a model's run, the second part of opening its file.

    ValueError: the state is another experiment's. MemoryError: there is no room for it.
    """
    yield READ_SHARE
    run = TrainingRun.resumed(model.experiment, model.state)
    yield 1.0
    return run


def saving(
    asked: "Future[tuple[Experiment, RunState]]", path: Path, known: Stamp | None
) -> Work[Stamp]:
    """Wait for what was asked of the worker and write it, as `writing_model` does."""
    while not wait([asked], LOOK_S).done:
        yield 0.0
    experiment, state = asked.result()
    return (yield from writing_model(path, Model(experiment, state), known))
