"""Stage: all that a person has before them, as one frozen value.

A lesson's step sets one, *Default arrangement* goes back to one, a window built anew comes back
to one. What a program or a text file can write down, without Qt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from nnviz.experiment import Experiment
from nnviz.run_state import Array
from nnviz.selection import Selection

Options = Mapping[str, Mapping[str, bool]]  # how named switches stand, by the view's key

Direction = Literal["row", "column"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True)
class Tabs:
    """Views in one place: the one in front is seen, the others are a click away."""

    keys: tuple[str, ...]
    front: str = ""  # the first, unless said otherwise

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("tabs need a view")
        if self.front and self.front not in self.keys:
            raise ValueError(f"{self.front!r} cannot be in front: it is not among {self.keys}")
        object.__setattr__(self, "front", self.front or self.keys[0])

    def places(self) -> Iterator["Tabs"]:
        yield self


@dataclass(frozen=True)
class Split:
    """Parts side by side, or one below the other, each with its share of the room."""

    along: Direction
    parts: "tuple[Tabs | Split, ...]"
    shares: tuple[float, ...] = ()  # (): all alike; else they are made to sum up to 1

    def __post_init__(self) -> None:
        shares = self.shares or (1.0,) * len(self.parts)
        if len(self.parts) < 2 or len(shares) != len(self.parts):
            raise ValueError("a split has two parts or more, and a share for each")
        if not all(share > 0 for share in shares):
            raise ValueError("the shares of a split are above 0")
        whole = sum(shares)
        object.__setattr__(self, "shares", tuple(share / whole for share in shares))

    def places(self) -> Iterator[Tabs]:
        """Yield the places from the left and from the top."""
        for part in self.parts:
            yield from part.places()


Node = Tabs | Split


@dataclass(frozen=True)
class Floating:
    """A view in a window of its own, in pixels of the screen."""

    key: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Arrangement:
    """Which views are shown, and where. Those that it does not name are hidden."""

    root: Node | None = None
    floating: tuple[Floating, ...] = ()
    # What the window has to say of it, to the pixel and of hidden views too; b"": nothing.
    exact: bytes = field(default=b"", compare=False, repr=False)

    def __post_init__(self) -> None:
        keys = self.keys
        if len(set(keys)) < len(keys):
            raise ValueError(f"a view can be in one place only: {keys}")

    @property
    def places(self) -> tuple[Tabs, ...]:
        """The places within the window."""
        return tuple(self.root.places()) if self.root else ()

    @property
    def is_unknown(self) -> bool:
        """Whether only the window could say how the views are arranged."""
        return bool(self.exact) and not self.keys

    @property
    def keys(self) -> tuple[str, ...]:
        docked = [key for place in self.places for key in place.keys]
        return (*docked, *(view.key for view in self.floating))


@dataclass(frozen=True, eq=False)
class Stage:
    """What a person works on, and what of it is in sight; None: as it is by default."""

    experiment: Experiment = field(default_factory=Experiment)
    weights: Array | None = None  # the flat parameter vector; None: as the seed draws them
    arrangement: Arrangement | None = None  # None: the default one for the window's size
    controls: frozenset[str] | None = None  # keys of what is in sight of the panels; None: all
    bar: frozenset[str] | None = None  # and of the run bar: of commands and readings
    selection: Selection = field(default_factory=Selection)
    speed: float | None = None  # steps a second; None: as fast as it goes
    options: Options = field(default_factory=dict)  # of views; others stay as they are

    def with_default_arrangement(self) -> "Stage":
        """Return the same with every view and panel where it is by default; the bar stays."""
        return replace(self, arrangement=None, controls=None)

    def __post_init__(self) -> None:
        if self.weights is not None:
            weights = self.weights.copy()
            weights.flags.writeable = False
            object.__setattr__(self, "weights", weights)
