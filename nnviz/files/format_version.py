"""The version of the model file's format. A key that older programs do not know raises it.

A file has the lowest version that can hold it, so that what was possible before can still be
opened by older programs, byte for byte the same.
"""

from collections.abc import Iterator
from dataclasses import fields

from nnviz.data.own_points import is_own_key
from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import SettingsRow, chosen
from nnviz.experiment.choices import CHOICES, EXPERIMENT_CHOICES

OWN_POINTS_VERSION = 2


def _versions() -> Iterator[int]:
    """Return since when files have each choice and each number of settings."""
    for row in CHOICES.values():
        yield row.since
        if isinstance(row, SettingsRow):
            for choice in row.table.values():
                yield from (field.metadata["since"] for field in fields(choice.settings))


FORMAT_VERSION = max(OWN_POINTS_VERSION, *_versions())  # that this program reads and writes


def version_for(experiment: Experiment) -> int:
    """Return the lowest version that can hold the experiment."""
    return max(OWN_POINTS_VERSION if is_own_key(experiment.data.dataset) else 1, *_used(experiment))


def _used(experiment: Experiment) -> Iterator[int]:
    """Return since when files have each choice that is not as they mean without it."""
    for row, value in chosen(experiment, EXPERIMENT_CHOICES):
        if not row.is_missing(value):
            yield row.since
        if isinstance(row, SettingsRow):
            for field in fields(value):
                if getattr(value, field.name) != field.default:
                    yield field.metadata["since"]
