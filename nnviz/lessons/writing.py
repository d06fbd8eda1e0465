"""Writing what is before a person as a lesson of one step, whose text reads back as the same."""

from collections.abc import Mapping
from dataclasses import fields

from nnviz.data.sources import SOURCES
from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import ChoiceRow, GroupRow, SettingsRow
from nnviz.experiment.choices import EXPERIMENT_CHOICES
from nnviz.language import tr
from nnviz.lessons.given import LessonError, one_line
from nnviz.lessons.given_experiment import NONE, POINTS
from nnviz.lessons.given_points import MAX_NUMBERS
from nnviz.lessons.given_step import FASTEST, MAX_WEIGHTS
from nnviz.lessons.lesson import learned_places
from nnviz.selection import Edge, NeuronPlace, Picked
from nnviz.stage import Node, Stage, Tabs

TO_WRITE = {"en": "Say here what is to be seen.", "ko": "여기에 볼 것을 쓰십시오."}


def stage_text(stage: Stage, title: str) -> str:
    """Return a lesson's file with the stage as its one step.

    Views in windows of their own are left out, and what is pointed at. LessonError: the points, or
    the weights, are too many for a file that a person edits.
    """
    name = one_line(title).strip()
    words = {"en": name, "ko": name}
    step: dict[str, object] = {"title": words, "text": TO_WRITE}
    if stage.weights is not None:
        learned = learned_places(stage.experiment)
        if len(learned) > MAX_WEIGHTS:
            raise LessonError(tr("A lesson holds up to {count} weights.", count=MAX_WEIGHTS))
        step["weights"] = [float(weight) for weight in stage.weights[learned]]
    if stage.arrangement is not None and stage.arrangement.root is not None:
        step["views"] = _node(stage.arrangement.root)
    if stage.controls is not None:
        step["panels"] = sorted(stage.controls)
    if stage.bar is not None:
        step["bar"] = sorted(stage.bar)
    if chosen := _picked(stage.selection.chosen):
        step["selection"] = chosen
    if switches := _options(stage):
        step["options"] = switches
    step["speed"] = FASTEST if stage.speed is None else stage.speed
    return "\n".join(
        [
            *_lines({"title": words, "summary": words}),
            "\n[[steps]]",
            *_lines(step),
            "\n[steps.experiment]",
            *_lines(_experiment(stage.experiment)),
            "",
        ]
    )


def _lines(values: Mapping[str, object]) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in values.items()]


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case int() | float():
            return repr(value)
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{key} = {_toml(inside)}' for key, inside in value.items())}}}"
    raise TypeError(f"a lesson does not hold a {type(value).__name__}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _node(node: Node) -> object:
    if isinstance(node, Tabs):
        plain = len(node.keys) == 1
        return node.keys[0] if plain else {"tabs": node.keys, "front": node.front}
    return {node.along: [_node(part) for part in node.parts], "shares": node.shares}


def _options(stage: Stage) -> dict[str, object]:
    """Return how the switches of the views in sight stand."""
    shown = stage.arrangement.keys if stage.arrangement else ()
    return {view: dict(of) for view, of in stage.options.items() if of and view in shown}


def _picked(picked: Picked) -> dict[str, object]:
    chosen: dict[str, object] = {}
    if isinstance(picked.part, NeuronPlace):
        chosen["neuron"] = tuple(picked.part)
    if isinstance(picked.part, Edge) and not picked.part.piece:
        chosen["edge"] = picked.part[:3]
    if picked.sample is not None:
        chosen["sample"] = picked.sample
    if picked.moment is not None:
        chosen["moment"] = picked.moment.iteration
    return chosen


def _experiment(experiment: Experiment) -> dict[str, object]:
    values = _choices(experiment, EXPERIMENT_CHOICES)
    if SOURCES[experiment.data.dataset].points is None:
        return values
    data = values["data"]
    assert isinstance(data, dict)
    del data["dataset"]
    return {POINTS: _points(experiment), **values}


def _choices(owner: object, rows: Mapping[str, ChoiceRow]) -> dict[str, object]:
    """Return every choice, as it is written; settings that have no numbers are left out."""
    written: dict[str, object] = {}
    for row in rows.values():
        value = getattr(owner, row.key)
        if isinstance(row, GroupRow) and row.several:
            written[row.key] = [_choices(group, row.rows) for group in value]
        elif isinstance(row, GroupRow):
            written[row.key] = _choices(value, row.rows)
        elif isinstance(row, SettingsRow):
            if names := [setting.name for setting in fields(value)]:
                written[row.key] = {name: float(getattr(value, name)) for name in names}
        else:
            written[row.key] = NONE if value is None else value
    return written


def _points(experiment: Experiment) -> dict[str, object]:
    points, form = SOURCES[experiment.data.dataset].points, experiment.form
    assert points is not None
    rows = [*zip(*points.x.tolist(), *points.values.tolist(), strict=True)]
    plain = form.picture_shape is None and all(column.kind == "number" for column in form.inputs)
    if not plain or len(rows) * len(rows[0]) > MAX_NUMBERS:
        raise LessonError(
            tr("A lesson holds points of up to {count} numbers, no pictures.", count=MAX_NUMBERS)
        )
    answers = {"classes": form.class_names} if form.classes else {"values": form.target_names}
    return {
        "inputs": [column.name for column in form.inputs],
        **answers,
        "limits": [column.limits for column in form.inputs],
        "rows": rows,
    }
