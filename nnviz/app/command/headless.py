"""Training without a window: a progress bar instead, and Ctrl-C ends it in good order."""

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from nnviz.app.command.arguments import UsageError
from nnviz.app.command.interruption import Interruption
from nnviz.app.command.lesson_start import is_lesson, lesson_step, trained_ahead
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, ModelFileError, read_model
from nnviz.language import tr, trn
from nnviz.system_error import shown_name
from nnviz.terminal import LastingStream
from nnviz.training.divergence import DivergenceError
from nnviz.training.ending_text import ending_text
from nnviz.training.memory import available_bytes, needed_bytes, size_text
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot

SLICE_SECONDS = 0.05  # of training from one look at Ctrl-C and the bar to the next
MAX_SLICE_STEPS = 4096


@dataclass(frozen=True)
class Outcome:
    """How training ended: `message` says why it ended early by itself, or why it never would."""

    run: TrainingRun
    message: str | None = None
    diverged: bool = False
    interrupted: bool = False


def load(path: Path | None, step: int | None = None) -> Model:
    """Return the model in a file, or a lesson's step, else what the program opens with.

    A step of a lesson has been trained ahead as far as it says. ModelFileError or LessonError: it
    cannot be used, or takes more memory than there is. UsageError: a step of no lesson.
    """
    if path is not None and is_lesson(path):
        page = lesson_step(str(path), step or 1)
        _check_memory(path, page.experiment)
        return trained_ahead(str(path), page)
    if step is not None:
        raise UsageError(tr("--step is for lessons; “nnviz lessons” lists them."))
    if path is None:
        return Model(Experiment())
    model = read_model(path)
    _check_memory(path, model.experiment)
    return model


def _check_memory(path: Path, experiment: Experiment) -> None:
    needed, available = needed_bytes(experiment), available_bytes()
    if available is not None and needed > available:
        raise ModelFileError(
            tr(
                "{name} needs about {needed} of memory; {available} are available.",
                name=shown_name(path),
                needed=size_text(needed),
                available=size_text(available),
            )
        )


def train(model: Model, epochs: int, interruption: Interruption) -> Outcome:
    """Go on from where the model stands, so many epochs further, whatever its own number is.

    ExperimentError: so many epochs cannot be. ValueError: the state is another experiment's.
    """
    stands_at = model.state.epoch if model.state else 0
    stopping = replace(model.experiment.stopping, epochs=max(stands_at + epochs, 1))
    run = TrainingRun.resumed(replace(model.experiment, stopping=stopping), model.state)
    try:
        _advance_to(run, stands_at + epochs, interruption)
    except DivergenceError as error:
        return Outcome(run, message=str(error), diverged=True)
    early = run.epoch < stands_at + epochs
    ending = (run.finished if early else None) or run.warning
    message = None if ending is None else ending_text(ending)
    return Outcome(run, message, interrupted=early and interruption.signal is not None)


def _advance_to(run: TrainingRun, epoch: int, interruption: Interruption) -> None:
    steps = 1
    with tqdm(
        total=epoch - run.epoch,
        file=None if sys.stderr is None else LastingStream(sys.stderr),
        unit=" " + tr("epochs"),
        dynamic_ncols=True,
        disable=sys.stderr is None or epoch == run.epoch,
    ) as bar:
        while run.epoch < epoch and run.finished is None and interruption.signal is None:
            epoch_before, started = run.epoch, time.perf_counter()
            run.advance(steps)
            seconds = max(time.perf_counter() - started, 1e-6)
            steps = min(max(int(steps * SLICE_SECONDS / seconds), 1), 2 * steps, MAX_SLICE_STEPS)
            bar.update(run.epoch - epoch_before)


def results(snapshot: Snapshot) -> str:
    """Return where a run stands, in one line."""
    if snapshot.experiment.task == "classification":
        score = tr("test accuracy {share:.1f} %", share=snapshot.metrics.test_score * 100)
    else:
        score = tr("test R² {score:.4g}", score=snapshot.metrics.test_score)
    return tr(
        "{epochs}, {iterations}: train loss {train_loss}, test loss {test_loss}, {score}",
        epochs=trn("{n:,} epoch", "{n:,} epochs", snapshot.epoch),
        iterations=trn("{n:,} iteration", "{n:,} iterations", snapshot.iteration),
        train_loss=_loss(snapshot.metrics.train_loss),
        test_loss=_loss(snapshot.metrics.test_loss),
        score=score,
    )


def _loss(value: float) -> str:
    return f"{value:.4f}" if value == 0 or 0.001 <= abs(value) < 1e6 else f"{value:.3g}"
