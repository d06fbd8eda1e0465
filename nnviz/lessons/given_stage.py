"""What a lesson's step gives of the stage: views and their places, controls, what is selected."""

from collections.abc import Collection
from dataclasses import dataclass

from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import GroupRow, SettingsRow
from nnviz.experiment.choices import CHOICES, NUMBERS
from nnviz.language import tr
from nnviz.lessons.given import Given, LessonError
from nnviz.lessons.given_text import line_text
from nnviz.lessons.lesson import Control, Mark
from nnviz.selection import Edge, Moment, NeuronPlace, Part, Picked, Selection
from nnviz.stage import DIRECTIONS, Arrangement, Node, Options, Split, Tabs

MAX_PARTS = 40  # of a split, of tabs, of marks and controls
MAX_ITERATION = 10**9
CONTROLLED = tuple(  # what one control can set
    key
    for key, row in CHOICES.items()
    if not isinstance(row, GroupRow | SettingsRow) and not key.startswith("hidden_layers.")
)


@dataclass(frozen=True)
class Names:
    """What the window has, by key. A lesson's file may name nothing else."""

    views: Collection[str]
    panels: Collection[str]
    bar: Collection[str]


def arrangement(given: Given, names: Names | None) -> Arrangement:
    """Return the arrangement of views: a key, or a table with a row, a column or tabs."""
    try:
        return Arrangement(_node(given, names))
    except LessonError:
        raise
    except ValueError:
        raise given.error(tr("A view can be in one place only.")) from None


def _node(given: Given, names: Names | None) -> Node:
    if isinstance(given.value, str):
        return Tabs((_view(given, names),))
    table = given.table((*DIRECTIONS, "shares", "tabs", "front"))
    if "tabs" in table:
        keys = tuple(_view(key, names) for key in table["tabs"].items(MAX_PARTS))
        if not keys:
            raise table["tabs"].error(tr("“{key}” must not be empty.", key="tabs"))
        return Tabs(keys, table["front"].key(keys) if "front" in table else "")
    along = next((key for key in DIRECTIONS if key in table), None)
    if along is None:
        raise given.error(tr("Views stand in a row, a column or tabs."))
    parts = tuple(_node(part, names) for part in table[along].items(MAX_PARTS))
    shares = (
        tuple(share.number() for share in table["shares"].items(MAX_PARTS))
        if "shares" in table
        else ()
    )
    if len(parts) < 2 or (shares and (len(shares) != len(parts) or min(shares) <= 0)):
        raise given.error(
            tr("A row or column has two parts or more, and a share above 0 for each.")
        )
    return Split(along, parts, shares)


def _view(given: Given, names: Names | None) -> str:
    return given.text() if names is None else given.key(names.views)


def keys(given: Given, known: Collection[str] | None) -> frozenset[str]:
    """Return a list of keys, of those known if it is known which there are."""
    items = given.items(MAX_PARTS)
    return frozenset(key.text() if known is None else key.key(known) for key in items)


def options(given: Given, names: Names | None) -> Options:
    """Return how named switches of views stand: of each view a table of true and false."""
    known = given.value if names is None and isinstance(given.value, dict) else None
    views = given.table(names.views if names else known or ())
    return {view: _switches(table) for view, table in views.items()}


def _switches(given: Given) -> dict[str, bool]:
    table = given.table(given.value if isinstance(given.value, dict) else ())
    return {key: switch.flag() for key, switch in table.items()}


def control(given: Given, experiment: Experiment) -> Control:
    """Return a control: of a choice, or of a weight by its number among those that are learned."""
    table = given.table(("choice", "parameter", "first", "label", "low", "high", "marks"))
    if ("choice" in table) == ("parameter" in table):
        raise given.error(tr("A control is either for a choice or for a parameter."))
    choice = table["choice"].key(CONTROLLED) if "choice" in table else ""
    most = experiment.parameter_count - 1
    parameter = table["parameter"].whole(0, most) if "parameter" in table else None
    low, high = (table[end].number() if end in table else None for end in ("low", "high"))
    _check_range(given, choice, low, high)
    first = "first" in table and table["first"].flag()
    if first and parameter is None:
        raise table["first"].error(tr("Only weights have a first value."))
    marks = table["marks"].items(MAX_PARTS) if "marks" in table else []
    return Control(
        choice,
        parameter,
        line_text(table["label"]) if "label" in table else None,
        low,
        high,
        tuple(_mark(mark, low, high) for mark in marks),
        first,
    )


def _check_range(given: Given, choice: str, low: float | None, high: float | None) -> None:
    if choice and choice not in NUMBERS and (low is not None or high is not None):
        raise given.error(tr("Only numbers have a low and a high end."))
    if low is not None and high is not None and low >= high:
        raise given.error(tr("The low end must be below the high one."))
    row = NUMBERS.get(choice)
    for end in (low, high):
        if row is not None and end is not None and not row.low <= end <= row.high:
            raise given.error(tr("The choice does not go to {value}.", value=f"{end:g}"))


def _mark(given: Given, low: float | None, high: float | None) -> Mark:
    table = given.table(("at", "text"), ("at", "text"))
    at = table["at"].number()
    if (low is not None and at < low) or (high is not None and at > high):
        raise table["at"].error(tr("The mark is beyond the control’s ends."))
    return Mark(at, line_text(table["text"]))


def selection(given: Given, experiment: Experiment) -> Selection:
    """Return what is chosen of the network, the data and the moments of a run."""
    table = given.table(("neuron", "edge", "sample", "moment"))
    if "neuron" in table and "edge" in table:
        raise given.error(tr("Only one part of the network can be selected."))
    last = experiment.data.samples - 1
    return Selection(
        chosen=Picked(
            part=_part(table, experiment),
            sample=table["sample"].whole(0, last) if "sample" in table else None,
            moment=Moment(table["moment"].whole(0, MAX_ITERATION)) if "moment" in table else None,
        )
    )


def _part(table: dict[str, Given], experiment: Experiment) -> Part | None:
    if "neuron" in table:
        return NeuronPlace(*_place(table["neuron"], experiment, 2))
    if "edge" not in table:
        return None
    layer, unit, source = _place(table["edge"], experiment, 3)
    # The source after the last unit is the bias.
    if layer == 0 or source > experiment.layer_sizes[layer - 1]:
        raise table["edge"].error(tr("The network has no such part."))
    return Edge(layer, unit, source)


def _place(given: Given, experiment: Experiment, count: int) -> list[int]:
    numbers = [number.whole(0, MAX_ITERATION) for number in given.items(count)]
    sizes = experiment.layer_sizes
    if len(numbers) != count or numbers[0] >= len(sizes) or numbers[1] >= sizes[numbers[0]]:
        raise given.error(tr("The network has no such part."))
    return numbers
