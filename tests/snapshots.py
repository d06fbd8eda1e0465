"""Snapshots that say other things than the run would say."""

from dataclasses import replace

from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot


def fresh_snapshot(experiment: Experiment | None = None, **changes: object) -> Snapshot:
    """Return that of a run without a step, with other fields."""
    return replace(TrainingRun(experiment or Experiment()).snapshot(), **changes)  # type: ignore[arg-type]


def with_parts(snapshot: Snapshot, **parts: object) -> Snapshot:
    return replace(snapshot, parts={**snapshot.parts, **parts})


def with_metrics(snapshot: Snapshot, **numbers: float) -> Snapshot:
    return with_parts(snapshot, metrics=replace(snapshot.metrics, **numbers))
