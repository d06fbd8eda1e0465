"""Going back to a step that a run has taken, by what is known of it."""

from dataclasses import replace

from nnviz.language import tr
from nnviz.run_state import RunState
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import Timeline
from nnviz.training.track import Track


class MomentError(ValueError):
    """A step that cannot be gone back to: one sentence. The run is as it was."""


def go_back(run: TrainingRun, timeline: Timeline, iteration: int) -> None:
    """Put the run to where this step, of the past or the present, was about to be taken.

    Its parameters are then what they were to the bit, hand-set weights included. What the optimizer
    remembered is so, too, as long as nothing but steps happened since the moment that the timeline
    has from before, or else since the beginning. Without a track the run is put to that moment
    itself: the steps from there are still to be taken. MomentError: nothing is known of the step.
    """
    state, near = run.state(), timeline.before(iteration)
    track: Track | None = run.snapshot(("track",)).parts["track"]
    if iteration == run.iteration:
        run.restore(replace(state, sample=0))
    elif track is not None and track.iterations[0] <= iteration:
        run.restore(_moment(run, near, track, iteration))
    elif near is not None:
        run.restore(near)
    else:
        raise MomentError(
            tr("Step {number} is too long ago to go back to.", number=f"{iteration:,}")
        )


def _moment(run: TrainingRun, near: RunState | None, track: Track, iteration: int) -> RunState:
    """Return the state before a step that the track has, by taking those that led to it again."""
    copy = run.replayed()
    if near is not None:
        copy.restore(near)
    try:
        while copy.iteration < iteration:
            copy.advance(iteration - copy.iteration)
    except DivergenceError:
        raise MomentError(
            tr(
                "The choices of now do not lead to step {number} any more.",
                number=f"{iteration:,}",
            )
        ) from None
    state, here = copy.state(), run.state()
    parameters = state.parameters.copy()
    parameters[list(track.places)] = track.before[iteration - track.iterations[0]]
    return replace(
        state,
        parameters=parameters,
        history=here.history[here.history[:, 0] <= iteration],
        history_interval=here.history_interval,
    )
