"""A step of a lesson as something to train and to draw without a window."""

from pathlib import Path

from nnviz.app.lessons import beginning
from nnviz.files.model_file import SUFFIX, Model
from nnviz.language import tr
from nnviz.lessons.given import LessonError
from nnviz.lessons.lesson import Step
from nnviz.lessons.reading import KEY, read_library
from nnviz.training.divergence import DivergenceError
from nnviz.work import finish


def is_lesson(path: Path) -> bool:
    """Say whether what was typed is rather a lesson's key than a file."""
    word = str(path)
    return not word.endswith(SUFFIX) and KEY.fullmatch(word) is not None and not path.exists()


def lesson_step(key: str, number: int) -> Step:
    """Return a step of a lesson by its number, from 1. LessonError: there is none."""
    library = read_library()
    if key in library.errors:
        raise library.errors[key]
    if key not in library.lessons:
        raise LessonError(
            tr("There is neither a file nor a lesson “{key}”; nnviz lessons lists them.", key=key)
        )
    steps = library.lessons[key].steps
    if number > len(steps):
        raise LessonError(
            tr(
                "{key} has {count} steps; there is no step {number}.",
                key=key,
                count=len(steps),
                number=number,
            )
        )
    return steps[number - 1]


def trained_ahead(key: str, step: Step) -> Model:
    """Return the step's model, trained as far as it is when shown. LessonError: it diverges."""
    try:
        run = finish(beginning.trained_ahead(step, step.experiment))
    except DivergenceError as error:
        raise LessonError(f"{key}: {error}") from None
    return Model(step.experiment, run.state())
