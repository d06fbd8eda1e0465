"""Turning a page: of what a person has changed by hand, what stays, and what the step sets."""

from dataclasses import fields, replace

from nnviz.experiment import Experiment, ExperimentError
from nnviz.kept import kept
from nnviz.lessons.lesson import Ahead, Step

_BEGINNING = frozenset({"experiment", "weights", "ahead"})


def begins_anew(before: Step, after: Step) -> bool:
    """Say whether the step begins with a run of its own; otherwise the present one goes on."""
    return bool(after.says & _BEGINNING) or before.ahead != after.ahead


def sets(before: Step, after: Step, key: str) -> bool:
    """Say whether the step asks for another value of a field than the step before, or for its own.

    `key` is the field's name; the file calls the arrangement "views".
    """
    named = "views" if key == "arrangement" else key
    return named in after.says or getattr(before, key) != getattr(after, key)


def asked_experiment(before: Step, after: Step, present: Experiment) -> Experiment:
    """Return what of the present choices stays, with those for which the step asks.

    A step that is trained ahead asks for all of them, for its figures are of these; and so does
    one for whose weights the present network, or for whose choices the others, do not fit.
    """
    wanted = after.experiment
    if after.ahead != Ahead():
        return wanted
    asked = {
        choice.name: getattr(wanted, choice.name)
        for choice in fields(Experiment)
        if _is_asked(before, after, choice.name)
    }
    mixed = replace(present, **asked)
    try:
        mixed.check()
    except ExperimentError:
        return wanted
    fitting = after.weights is None or kept(mixed, wanted).places
    return mixed if fitting else wanted


def _is_asked(before: Step, after: Step, choice: str) -> bool:
    if getattr(before.experiment, choice) != getattr(after.experiment, choice):
        return True
    points = choice == "data" and "experiment.points" in after.says
    return points or f"experiment.{choice}" in after.says
