"""Settings: what the program remembers of a person's taste from one start to the next."""

from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from nnviz.app.projector_size import TYPE_SIZES
from nnviz.app.shades import SHADES, ShadeChoice
from nnviz.language import LANGUAGES, system_language
from nnviz.training.worker import StepUnit

STEP_UNITS: tuple[StepUnit, ...] = get_args(StepUnit)

FULL_SPEED = "max"
OPENING_SPEED = 460.0  # steps a second: the opening experiment is learnt in seconds, yet watched
MAX_RECENT = 8
BREAK = "\x1f"  # stands for a line break in a name, for each recent file is a line
MIN_DECIMALS, MAX_DECIMALS = 2, 8


class Settings(QObject):
    """Every value is checked when read: a file edited by hand does no harm."""

    recent_changed = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nnviz", "nnviz"
        )
        self._for_now: dict[str, str] = {}  # what the command line says, until chosen otherwise

    def override(self, language: str | None, shade: str | None) -> None:
        """Use these instead of what is remembered, without remembering them."""
        wishes = {"language": language, "shade": shade}
        self._for_now = {key: wish for key, wish in wishes.items() if wish is not None}

    def reset(self) -> None:
        """Forget everything."""
        self._store.clear()
        self._store.sync()
        self.recent_changed.emit()

    def save(self) -> None:
        """Write to disk what has changed."""
        self._store.sync()

    @property
    def language(self) -> str:
        """A key of LANGUAGES: the one chosen, else the system's."""
        chosen = self._text("language")
        return chosen if chosen in LANGUAGES else system_language()

    @language.setter
    def language(self, key: str) -> None:
        self._for_now.pop("language", None)
        self._store.setValue("language", key)

    @property
    def shade(self) -> ShadeChoice:
        chosen = self._text("shade")
        return next((shade for shade in SHADES if shade == chosen), "system")

    @shade.setter
    def shade(self, shade: ShadeChoice) -> None:
        self._for_now.pop("shade", None)
        self._store.setValue("shade", shade)

    @property
    def speed(self) -> float | None:
        """Steps per second; None: as fast as it goes."""
        if self._text("speed") == FULL_SPEED:
            return None
        return self._number("speed") or OPENING_SPEED

    @speed.setter
    def speed(self, steps_per_second: float | None) -> None:
        self._store.setValue("speed", FULL_SPEED if steps_per_second is None else steps_per_second)

    @property
    def step_unit(self) -> StepUnit:
        chosen = self._text("step_unit")
        return next((unit for unit in STEP_UNITS if unit == chosen), "batch")

    @step_unit.setter
    def step_unit(self, unit: StepUnit) -> None:
        self._store.setValue("step_unit", unit)

    @property
    def decimals(self) -> int:
        number = self._number("decimals")
        return 4 if number is None else round(min(max(number, MIN_DECIMALS), MAX_DECIMALS))

    @decimals.setter
    def decimals(self, decimals: int) -> None:
        self._store.setValue("decimals", decimals)

    @property
    def reduced_motion(self) -> bool:
        return self._text("reduced_motion") == "true"

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._store.setValue("reduced_motion", "true" if reduced else "false")

    @property
    def type_size(self) -> str:
        """How large the projector's type is: a key of TYPE_SIZES."""
        chosen = self._text("type_size")
        return chosen if chosen in TYPE_SIZES else "M"

    @type_size.setter
    def type_size(self, key: str) -> None:
        self._store.setValue("type_size", key)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files used last, the latest first."""
        lines = self._text("recent").split("\n")
        return tuple(Path(line.replace(BREAK, "\n")) for line in lines if line)[:MAX_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put a file in front of those used last."""
        self._set_recent([path, *(known for known in self.recent if known != path)])

    def drop_recent(self, path: Path) -> None:
        """Forget a file that is not there any more."""
        self._set_recent([known for known in self.recent if known != path])

    def _set_recent(self, paths: list[Path]) -> None:
        lines = [str(path).replace("\n", BREAK) for path in paths[:MAX_RECENT]]
        self._store.setValue("recent", "\n".join(lines))
        self.recent_changed.emit()

    def geometry(self, screens: str) -> QByteArray:
        """Return the window's place on these screens, empty if it was never saved there."""
        return self._bytes(f"window/geometry-{screens}")

    def set_geometry(self, screens: str, geometry: QByteArray) -> None:
        """Remember the window's place on these screens; on others it has places of its own."""
        self._store.setValue(f"window/geometry-{screens}", geometry)

    def docks(self, screen: str) -> QByteArray:
        """Return the arrangement of the docks on this screen, empty if it was never saved there."""
        return self._bytes(f"window/docks-{screen}")

    def set_docks(self, screen: str, docks: QByteArray) -> None:
        """Remember the arrangement of the docks on this screen, for it would not fit another."""
        self._store.setValue(f"window/docks-{screen}", docks)

    @property
    def last_lesson(self) -> str:
        """The key of the lesson that was read last, "" if none ever was."""
        return self._text("lessons/last")

    @last_lesson.setter
    def last_lesson(self, key: str) -> None:
        self._store.setValue("lessons/last", key)

    def lesson_step(self, key: str) -> int | None:
        """Return the step of a lesson, from 0, that was read last; None: it was never begun."""
        number = self._number(f"lessons/step-{key}")
        return None if number is None else int(number) - 1

    def set_lesson_step(self, key: str, step: int) -> None:
        """Remember the step of a lesson, from 0, that is read now."""
        self._store.setValue(f"lessons/step-{key}", step + 1)

    @property
    def picture_folder(self) -> str:
        """Where the last picture was saved."""
        return self._text("picture_folder")

    @picture_folder.setter
    def picture_folder(self, folder: str) -> None:
        self._store.setValue("picture_folder", folder)

    @property
    def told_of_unsaved(self) -> float:
        """When unsaved work that had been kept was last told of, in seconds since 1970."""
        return self._number("told_of_unsaved") or 0.0

    @told_of_unsaved.setter
    def told_of_unsaved(self, moment: float) -> None:
        self._store.setValue("told_of_unsaved", moment)

    def _text(self, key: str) -> str:
        value = self._for_now.get(key) or self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _number(self, key: str) -> float | None:
        value = self._store.value(key)
        try:
            number = float(value) if isinstance(value, str | float | int) else 0.0
        except ValueError:
            return None
        return number if 0 < number < float("inf") else None

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
