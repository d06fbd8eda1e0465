"""A step of a lesson's file: its words, and its stage as changes of the step before."""

from collections.abc import Callable
from typing import Any

from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.lessons.given import Given
from nnviz.lessons.given_experiment import changed
from nnviz.lessons.given_stage import (
    MAX_PARTS,
    Names,
    arrangement,
    control,
    keys,
    options,
    selection,
)
from nnviz.lessons.given_text import line_text, rich_text
from nnviz.lessons.lesson import Ahead, Question, Quiz, Step

MAX_WEIGHTS = 2000
MAX_AHEAD = 10_000  # epochs, and steps
MAX_SPEED = 1000.0  # steps a second
TOLERANCE = 0.00005  # of the answer of a quiz: four decimals
FASTEST = "fastest"
KEYS = (
    *("title", "text", "watch", "question", "quiz"),
    *("experiment", "weights", "ahead"),
    *("views", "panels", "bar", "controls", "selection", "highlights", "speed", "options"),
)


def step(given: Given, before: Step | None, names: Names | None) -> Step:
    """Return the step, with what it does not say as in the step before."""
    table = given.table(KEYS, ("title", "text"))
    experiment = before.experiment if before else Experiment()
    if "experiment" in table:
        experiment = changed(table["experiment"], experiment)
    return Step(
        title=line_text(table["title"]),
        text=rich_text(table["text"]),
        experiment=experiment,
        watch=rich_text(table["watch"]) if "watch" in table else None,
        question=_question(table["question"]) if "question" in table else None,
        quiz=_quiz(table["quiz"]) if "quiz" in table else None,
        weights=_weights(table, experiment, before),
        ahead=_ahead(table["ahead"]) if "ahead" in table else Ahead(),
        says=_said(table),
        **_stage(table, experiment, before, names),
    )


def _said(table: dict[str, Given]) -> frozenset[str]:
    """Return the keys that are given, and those of the choices within the experiment."""
    inside = table["experiment"].value if "experiment" in table else {}
    assert isinstance(inside, dict)
    return frozenset((*table, *(f"experiment.{key}" for key in inside)))


def _question(given: Given) -> Question:
    table = given.table(("ask", "answer"), ("ask", "answer"))
    return Question(rich_text(table["ask"]), rich_text(table["answer"]))


def _quiz(given: Given) -> Quiz:
    table = given.table(("ask", "answer", "tolerance"), ("ask", "answer"))
    tolerance = table["tolerance"].number() if "tolerance" in table else TOLERANCE
    if tolerance < 0:
        raise table["tolerance"].error(tr("“{key}” must not be below 0.", key="tolerance"))
    return Quiz(rich_text(table["ask"]), table["answer"].number(), tolerance)


def _weights(
    table: dict[str, Given], experiment: Experiment, before: Step | None
) -> tuple[float, ...] | None:
    """Return the weights given, else those of the step before if the network is still the same."""
    if "weights" not in table:
        return before.weights if before and _is_same(before.experiment, experiment) else None
    given = table["weights"]
    weights = tuple(weight.number() for weight in given.items(MAX_WEIGHTS))
    if len(weights) != experiment.parameter_count:
        raise given.error(
            tr(
                "This network has {count} weights and biases, and {given} are given.",
                count=experiment.parameter_count,
                given=len(weights),
            )
        )
    return weights


def _is_same(before: Experiment, after: Experiment) -> bool:
    """Say whether both have the same network, whose weights mean the same."""
    return (before.features, before.layers) == (after.features, after.layers)


def _ahead(given: Given) -> Ahead:
    table = given.table(("epochs", "steps"))
    return Ahead(**{key: number.whole(0, MAX_AHEAD) for key, number in table.items()})


def _stage(
    table: dict[str, Given], experiment: Experiment, before: Step | None, names: Names | None
) -> dict[str, Any]:
    """Return what is set of the stage; controls, selection and highlights are each step's own."""
    stays = ("arrangement", "panels", "bar", "speed", "options") if before else ()
    stage = {key: getattr(before, key) for key in stays}
    readers: dict[str, Callable[[Given], Any]] = {
        "views": lambda given: arrangement(given, names),
        "panels": lambda given: keys(given, names.panels if names else None),
        "bar": lambda given: keys(given, names.bar if names else None),
        "controls": lambda given: tuple(
            control(item, experiment) for item in given.items(MAX_PARTS)
        ),
        "selection": lambda given: selection(given, experiment),
        "highlights": lambda given: keys(given, {*names.views, *names.bar} if names else None),
        "speed": _speed,
        "options": lambda given: {**stage.get("options", {}), **options(given, names)},
    }
    for key, read in readers.items():
        if key in table:
            stage["arrangement" if key == "views" else key] = read(table[key])
    return stage


def _speed(given: Given) -> float | None:
    if given.value == FASTEST:
        return None
    speed = given.number()
    if not 0 < speed <= MAX_SPEED:
        raise given.error(
            tr("A speed is above 0 and up to {most} steps a second.", most=f"{MAX_SPEED:g}")
        )
    return speed
