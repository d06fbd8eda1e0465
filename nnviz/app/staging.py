"""Staging: a stage is set in a window, and read from it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QByteArray

from nnviz.app.docks.switches import set_switches, switches
from nnviz.app.docks.workspace import Workspace
from nnviz.app.window.run_bar import RunBar
from nnviz.session import Session
from nnviz.shared_selection import SharedSelection
from nnviz.stage import Arrangement, Stage
from nnviz.training.run import TrainingRun


@dataclass(frozen=True)
class Staging:
    """The parts of a window that a stage speaks of."""

    session: Session
    selection: SharedSelection
    workspace: Workspace
    bar: RunBar

    def set_stage(self, stage: Stage) -> None:
        """Have everything as the stage says.

        ExperimentError, ValueError or KeyError: it cannot be used, and nothing has changed.
        """
        run = run_of(stage)
        show_stage(self.workspace, self.bar, stage)
        set_switches(self.workspace.view_docks, stage.options)
        self.session.use(run, has_file=False)
        self.set_speed(stage.speed)
        self.selection.set_value(stage.selection)

    def set_speed(self, speed: float | None) -> None:
        """Train as fast as this, which the run bar shows."""
        self.session.set_speed(speed)
        self.bar.speed.show_speed(speed)

    def stage(self, speed: float | None = None) -> Stage:
        """Return what is before a person now, but for the weights: they go on being the session's.

        The speed is known to who has set it.
        """
        return Stage(
            experiment=self.session.experiment,
            arrangement=self.workspace.shown(),
            controls=self.workspace.controls,
            bar=self.bar.shown,
            selection=self.selection.value,
            speed=speed,
            options=switches(self.workspace.view_docks),
        )


def show_stage(workspace: Workspace, bar: RunBar, stage: Stage) -> None:
    """Show what the stage shows, of whatever is worked on.

    KeyError: there is no such view, or nothing in the run bar that is called so.
    """
    for key in stage.bar or ():
        _ = bar.parts[key]
    exactly = workspace.show_arrangement(stage.arrangement)
    if stage.controls is not None or not exactly:
        workspace.show_controls(stage.controls)
    bar.show_parts(stage.bar)


def saved_stage(docks: QByteArray) -> Stage:
    """Return a stage whose views are as a workspace has saved them, where it has."""
    state = bytes(docks.data())
    return Stage(arrangement=Arrangement(exact=state) if state else None)


def run_of(stage: Stage) -> TrainingRun:
    """Return a run at its beginning, from the stage's weights if it has some.

    ExperimentError or ValueError: there is no such run.
    """
    run = TrainingRun(stage.experiment)
    if stage.weights is not None:
        run.restore(replace(run.state(), parameters=stage.weights, initial=stage.weights))
    return run
