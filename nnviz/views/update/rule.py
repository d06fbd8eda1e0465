"""The rule of an update with its numbers, for one parameter of a run at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isclose

from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.optimizers.optimizer import OptimizerSettings
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.training.last_step import LastStep
from nnviz.training.parameter_names import parameter_names
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import MOST_TRACKED, Track, learned_places, why_untracked

CLOSE = 1e-9  # up to which a step is that of the plain rule


@dataclass(frozen=True)
class Update:
    """What one step makes of one parameter; `plain`: it is w − η · slope, and nothing else."""

    name: str
    step: int
    before: float
    after: float
    slope: float | None  # None: unknown, or there is none
    rate: float
    optimizer: str  # its label, translated
    to_come: bool  # whether the step is about to be taken, or was the last
    key: str = ""  # the optimizer's
    settings: OptimizerSettings = field(default_factory=OptimizerSettings)
    memory: Mapping[str, float] = field(default_factory=dict)  # its own, before a step to come

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def plain(self) -> bool:
        if self.slope is None:
            return False
        expected = -self.rate * self.slope
        return isclose(self.change, expected, rel_tol=1e-6, abs_tol=CLOSE * abs(self.before))

    @property
    def times(self) -> float | None:
        """How many times the plain step the change is."""
        plain = -self.rate * (self.slope or 0.0)
        return self.change / plain if plain else None


def names_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names of the parameters to choose from; of large networks none."""
    small = snapshot.experiment.parameter_count <= MOST_TRACKED
    return parameter_names(snapshot.experiment) if small else ()


def update_of(snapshot: Snapshot, number: int) -> Update | str:
    """Return the update of the parameter with this number, or a sentence why there is none."""
    optimizer = OPTIMIZERS.get(snapshot.experiment.optimizer)
    track: Track | None = snapshot.parts.get("track")
    if track is not None and track.now is None:
        return tr("The next step diverges: its numbers are too large.")
    if track is not None and optimizer is not None:
        row = track.now
        assert row is not None
        return Update(
            name=track.names[number],
            step=int(track.iterations[row]),
            before=float(track.before[row, number]),
            after=float(track.after[row, number]),
            slope=float(track.gradients[row, number]),
            rate=snapshot.learning_rate,
            optimizer=tr(optimizer.label),
            to_come=True,
            key=optimizer.key,
            settings=snapshot.experiment.optimizer_settings,
            memory=_remembered(snapshot, track.places[number]),
        )
    return _last_update(snapshot, number)


def _remembered(snapshot: Snapshot, place: int) -> dict[str, float]:
    """Return what the optimizer remembers of a parameter; its count of steps is of them all."""
    memory: Mapping[str, Array] = snapshot.parts["optimizer_memory"]
    return {name: float(vector[0 if name == "steps" else place]) for name, vector in memory.items()}


def _last_update(snapshot: Snapshot, number: int) -> Update | str:
    """Return what the latest step made of a parameter of a network that has no track."""
    optimizer, last = OPTIMIZERS.get(snapshot.experiment.optimizer), snapshot.parts["last_step"]
    if optimizer is None:
        return why_untracked(snapshot.experiment)
    if last is None:
        return tr("Take a step: what it makes of a weight is shown here.")
    place = learned_places(snapshot.experiment)[number]
    before = float(last.before[place])
    return Update(
        name="w",
        step=snapshot.iteration - 1,
        before=before,
        after=before + float(last.change[place]),
        slope=_slope(snapshot, last, place),
        rate=snapshot.learning_rate,
        optimizer=tr(optimizer.label),
        to_come=False,
    )


def _slope(snapshot: Snapshot, last: LastStep, place: int) -> float | None:
    """Return ∂L/∂w of the latest batch at a place of the vector, None where it is no weight's."""
    if last.trace is None:
        return None
    offsets = snapshot.network.offsets
    layer = max(number for number, start in enumerate(offsets) if start <= place)
    found = last.trace.gradients[layer].ravel()
    at = place - offsets[layer]
    return float(found[at]) if at < found.size else None
