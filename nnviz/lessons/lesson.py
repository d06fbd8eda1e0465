"""Lesson: steps to page through, as frozen values. Each step is a stage with words."""

from dataclasses import dataclass, field

import numpy as np

from nnviz.experiment import Experiment
from nnviz.language import current_language
from nnviz.lessons.markup import Paragraph
from nnviz.number_text import parse_number
from nnviz.run_state import Array
from nnviz.selection import Selection
from nnviz.stage import Arrangement, Options, Stage


@dataclass(frozen=True)
class Text:
    """A line in both languages."""

    en: str
    ko: str

    @property
    def shown(self) -> str:
        """The line in the language that was chosen."""
        return self.ko if current_language() == "ko" else self.en


@dataclass(frozen=True)
class RichText:
    """Paragraphs in both languages, with formulas and terms in the colour of their role."""

    en: tuple[Paragraph, ...] = ()
    ko: tuple[Paragraph, ...] = ()

    @property
    def shown(self) -> tuple[Paragraph, ...]:
        """The paragraphs in the language that was chosen."""
        return self.ko if current_language() == "ko" else self.en


@dataclass(frozen=True)
class Mark:
    """A place on a control's scale, and what is to be known of it."""

    at: float
    text: Text


@dataclass(frozen=True)
class Control:
    """A choice of the experiment, or a weight by its number, to be set beside the text."""

    choice: str = ""  # a key of CHOICES
    parameter: int | None = None  # among those that are learned
    label: Text | None = None  # None: as the choice is called
    low: float | None = None  # None: as far as the choice goes
    high: float | None = None
    marks: tuple[Mark, ...] = ()
    first: bool = False  # the weight that training began with, not the present one


@dataclass(frozen=True)
class Question:
    """Something to ask, whose answer is behind a curtain."""

    ask: RichText
    answer: RichText


@dataclass(frozen=True)
class Quiz:
    """Something to work out, with a number as its answer."""

    ask: RichText
    answer: float
    tolerance: float

    def accepts(self, typed: str) -> bool:
        """Say whether what was typed is the answer: 2/22, 0.0909 and 0,0909 are one number.

        NumberError, with a sentence: it is no number.
        """
        return abs(parse_number(typed) - self.answer) <= self.tolerance


@dataclass(frozen=True)
class Ahead:
    """How far a step is trained before it is shown; both are done, epochs first."""

    epochs: int = 0
    steps: int = 0


@dataclass(frozen=True)
class Step:
    """One page of a lesson: its words, and what is before a person with it."""

    title: Text
    text: RichText
    experiment: Experiment
    watch: RichText | None = None
    question: Question | None = None
    quiz: Quiz | None = None
    weights: tuple[float, ...] | None = None  # those that are learned; None: as the seed draws them
    ahead: Ahead = field(default_factory=Ahead)
    arrangement: Arrangement | None = None
    panels: frozenset[str] = frozenset()
    bar: frozenset[str] | None = None
    controls: tuple[Control, ...] = ()
    selection: Selection = field(default_factory=Selection)
    highlights: frozenset[str] = frozenset()  # views and parts of the run bar to look at
    speed: float | None = None
    options: Options = field(default_factory=dict, hash=False)  # of views; others stay
    # The keys that its file gives for it, those of the experiment too, as "experiment.loss".
    says: frozenset[str] = field(default=frozenset(), compare=False)

    def stage(self) -> Stage:
        """Return what the step sets, before it is trained ahead."""
        return Stage(
            experiment=self.experiment,
            weights=None if self.weights is None else self._vector(self.weights),
            arrangement=self.arrangement,
            controls=self.panels,
            bar=self.bar,
            selection=self.selection,
            speed=self.speed,
            options=self.options,
        )

    def _vector(self, weights: tuple[float, ...]) -> Array:
        """Return the flat parameter vector, with 0 in the places of absent biases."""
        vector = np.zeros(self.experiment.vector_size)
        vector[learned_places(self.experiment)] = weights
        return vector


@dataclass(frozen=True)
class Lesson:
    """A lesson as its file says it; the key is the file's name."""

    key: str
    group: str
    title: Text
    summary: Text
    steps: tuple[Step, ...]
    lectures: tuple[int, ...] = ()
    own: bool = False  # of a lecturer's folder


def learned_places(experiment: Experiment) -> list[int]:
    """Return the places in the flat parameter vector that are learned, in their order."""
    return [place for place in range(experiment.vector_size) if experiment.is_learned(place)]
