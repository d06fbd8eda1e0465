"""Search: which lessons a person means by some words, and which belong to a lecture."""

from collections.abc import Iterable
from dataclasses import dataclass

from nnviz.language import tr
from nnviz.lessons.lesson import Lesson

LECTURES = 5


@dataclass(frozen=True)
class Shelf:
    """What is chosen on the left: all lessons, those of one lecture, from 1, or one's own."""

    lecture: int = 0  # 0: of any
    own: bool = False

    def holds(self, lesson: Lesson) -> bool:
        """Say whether a lesson stands there."""
        if self.own:
            return lesson.own
        return not self.lecture or self.lecture in lesson.lectures


def lecture_name(number: int) -> str:
    """Return a lecture's name by its number, from 1."""
    names = (
        tr("Neural network lab"),
        tr("ANN in notebooks"),
        tr("Neural networks seminar"),
        tr("Introduction"),
        tr("Linear regression & NN"),
    )
    return names[number - 1]


def matches(lesson: Lesson, words: str) -> bool:
    """Say whether every word is in the key, or in the title or summary in either language."""
    texts = (lesson.title, lesson.summary)
    inside = " ".join([lesson.key, *(part for text in texts for part in (text.en, text.ko))])
    inside = inside.casefold()
    return all(word in inside for word in words.casefold().split())


def found(lessons: Iterable[Lesson], shelf: Shelf, words: str) -> tuple[Lesson, ...]:
    """Return the lessons that stand on a shelf and are meant by the words."""
    return tuple(one for one in lessons if shelf.holds(one) and matches(one, words))
