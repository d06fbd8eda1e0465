"""Beginning: the run that a step begins with, trained ahead as far as the step says."""

from nnviz.experiment import Experiment
from nnviz.lessons.lesson import Step
from nnviz.training.run import TrainingRun
from nnviz.work import Work

STRIDE = 64  # steps from one look at whether to go on to the next


def begun(step: Step, experiment: Experiment) -> TrainingRun:
    """Return the run before it is trained ahead. ExperimentError, ValueError: there is none."""
    return TrainingRun(experiment, initial=step.stage().weights)


def trained_ahead(step: Step, experiment: Experiment) -> Work[TrainingRun]:
    """Train the step's run as far as it is to be when it is shown. DivergenceError: it cannot."""
    run = begun(step, experiment)
    epochs, steps = step.ahead.epochs, step.ahead.steps
    while run.epoch < epochs and run.finished is None:
        run.advance(min(run.batches_left, STRIDE))
        yield 0.9 * run.epoch / epochs
    first = run.iteration
    while run.iteration - first < steps and run.finished is None:
        run.advance(min(first + steps - run.iteration, STRIDE))
        yield 0.9 + 0.1 * (run.iteration - first) / steps
    return run
