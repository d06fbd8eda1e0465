"""Snapshots with other things measured than the run would measure."""

from dataclasses import replace

from nnviz.training.snapshot import Snapshot


def with_parts(snapshot: Snapshot, **parts: object) -> Snapshot:
    return replace(snapshot, parts={**snapshot.parts, **parts})


def with_metrics(snapshot: Snapshot, **numbers: float) -> Snapshot:
    return with_parts(snapshot, metrics=replace(snapshot.metrics, **numbers))
