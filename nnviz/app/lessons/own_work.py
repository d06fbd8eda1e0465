"""OwnWork: what was before a person when a lesson was opened, to give it back untouched."""

from dataclasses import dataclass, replace

from nnviz.app.docks.switches import set_switches
from nnviz.app.staging import Staging, show_stage
from nnviz.app.window.look import Look
from nnviz.stage import Stage


@dataclass(frozen=True)
class OwnWork:
    """Views, controls and selection; the run itself is covered in the session."""

    stage: Stage
    projected: bool


def kept_work(staging: Staging, speed: float | None) -> OwnWork:
    """Return what is before a person now."""
    return OwnWork(staging.stage(speed), staging.workspace.projected)


def give_back(own: OwnWork, staging: Staging, look: Look) -> None:
    """Show it again; with the projector come or gone meanwhile, as it is with that."""
    stage = own.stage
    if staging.workspace.projected == own.projected:
        show_stage(staging.workspace, staging.bar, stage)
    elif own.projected:
        before = look.before_projector
        shown = replace(stage, arrangement=before.arrangement, controls=before.controls)
        show_stage(staging.workspace, staging.bar, shown)
    else:
        look.before_projector = replace(
            look.before_projector, arrangement=stage.arrangement, controls=stage.controls
        )
        show_stage(staging.workspace, staging.bar, stage.with_default_arrangement())
    set_switches(staging.workspace.view_docks, stage.options)
    staging.set_speed(stage.speed)
    staging.selection.set_value(stage.selection)
