"""The numbers of the run bar. They stand still while they tick: widths only ever grow."""

from collections.abc import Collection
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from nnviz.language import tr, trn
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import Track
from nnviz.widgets.decimals import decimal_text

# Their keys. Those of a step are for a lesson to name: without one they are left out.
OF_STEP = ("step_number", "cost", "slope", "weight")
READINGS = ("epoch", "iteration", "sample", "train_loss", "test_loss", "score", *OF_STEP)
FROM_FAR = ("test_loss", "epoch", "score", *OF_STEP)  # are read, the first ones first


class Reading(QWidget):
    """One number under its name."""

    def __init__(self, theme: Theme, label: str, *widest: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._label = QLabel(label)
        self._label.setFont(theme.font("small"))
        self._label.setProperty("muted", True)
        self._value = QLabel("–")
        self._value.setFont(theme.font("title", strong=True))
        self._value.setAutoFillBackground(True)  # else all beneath is painted with every number
        # Of a fixed size, for a label of any other has the whole window laid out at every text.
        metrics = self._value.fontMetrics()
        width = max(metrics.horizontalAdvance(text) for text in widest)
        self._value.setFixedSize(width, metrics.height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        layout.addWidget(self._value)

    @property
    def text(self) -> str:
        return self._value.text()

    def show_label(self, label: str) -> None:
        if label != self._label.text():
            self._label.setText(label)

    def show_ink(self, color: QColor) -> None:
        """Write the number in this colour."""
        palette = self._value.palette()
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self._value.setPalette(palette)

    def show_text(self, text: str) -> None:
        """Show the number; the room it takes never shrinks."""
        if text == self._value.text():
            return
        self._value.setText(text)
        width = self._value.fontMetrics().horizontalAdvance(text)
        if width > self._value.width():
            self._value.setFixedWidth(width)
        self.setAccessibleName(f"{self._label.text()} {text}")


class Readings(QWidget):
    """The counters, both losses and how good the predictions are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._decimals = theme, theme.decimals
        loss = f"0.{'0' * theme.decimals}", "8.8e-88"
        self.epoch = Reading(theme, tr("Epoch"), "88,888" if theme.projected else "8,888,888")
        self.iteration = Reading(theme, tr("Iteration"), "8,888,888")
        self.sample = Reading(theme, tr("Sample"), "888/888")
        self.train_loss = Reading(theme, tr("Train loss"), *loss)
        self.test_loss = Reading(theme, tr("Test loss"), *loss)
        self.score = Reading(theme, tr("Test accuracy"), "100.0 %")
        number = f"−88.{'0' * theme.decimals}"
        self.step_number = Reading(theme, tr("At step"), "8,888")
        self.cost = Reading(theme, tr("Cost J"), *loss, number)
        self.slope = Reading(theme, tr("Slope"), number)
        self.weight = Reading(theme, "w", number)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._gap = theme.pixels(16 if theme.projected else 20)
        layout.setSpacing(self._gap)
        for reading in self.by_key.values():
            layout.addWidget(reading, alignment=Qt.AlignmentFlag.AlignVCenter)

    def least_width(self, keys: Collection[str]) -> int:
        """Return the width of the most important reading among these, 0 if there is none."""
        first = next((key for key in FROM_FAR if key in keys), None)
        return self.by_key[first].minimumSizeHint().width() if first else 0

    def fit(self, room: int, keys: Collection[str]) -> int:
        """Show of the few that are read from far, and are among these, as many as fit in.

        Returns the width that is left.
        """
        shown: list[str] = []
        room += self._gap
        for key in [key for key in FROM_FAR if key in keys]:
            needed = self.by_key[key].minimumSizeHint().width() + self._gap
            if needed > room:
                break
            shown.append(key)
            room -= needed
        for key, reading in self.by_key.items():
            reading.setVisible(key in shown)
        return room

    @property
    def by_key(self) -> dict[str, Reading]:
        """The readings from left to right."""
        return {key: getattr(self, key) for key in READINGS}

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.epoch.show_text(f"{snapshot.epoch:,}")
        self.iteration.show_text(f"{snapshot.iteration:,}")
        self.sample.show_text(sample_text(snapshot))
        self.train_loss.show_text(decimal_text(snapshot.metrics.train_loss, self._decimals))
        self.test_loss.show_text(decimal_text(snapshot.metrics.test_loss, self._decimals))
        self._show_score(snapshot)
        self._show_step(snapshot)

    def _show_step(self, snapshot: Snapshot) -> None:
        """Show the step about to be taken, the cost there, and the first parameter and its slope.

        The numbers are those of a track; without one there are none but the step's.
        """
        self.step_number.show_text(f"{snapshot.iteration:,}")
        track: Track | None = snapshot.parts.get("track")
        row = None if track is None else track.now
        if track is None or row is None:
            for reading in (self.cost, self.slope, self.weight):
                reading.show_text("–")
            return
        name = track.names[0]
        self.slope.show_label(tr("Slope ∂J/∂{name}", name=name))
        self.weight.show_label(name)
        self.cost.show_text(decimal_text(float(track.costs[row]), self._decimals))
        for reading, values in ((self.slope, track.gradients), (self.weight, track.before)):
            value = float(values[row, 0])
            reading.show_text(decimal_text(value, self._decimals))
            reading.show_ink(self._theme.ink(value))

    def _show_score(self, snapshot: Snapshot) -> None:
        score = snapshot.metrics.test_score
        if snapshot.experiment.task == "classification":
            label, text = tr("Test accuracy"), tr("{percent} %", percent=f"{100 * score:.1f}")
        else:
            label = tr("Test R²")
            text = decimal_text(score, 3)
        self.score.show_label(label)
        self.score.show_text(text if isfinite(score) else "–")


class ProgressReading(QWidget):
    """How far training is, how fast it goes and how long it will take."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._words = QLabel()
        self._words.setFont(theme.font("small"))
        self._words.setProperty("muted", True)
        self._words.setMinimumWidth(1)
        self._words.setAutoFillBackground(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedHeight(theme.pixels(4))
        self._bar.setAccessibleName(tr("Progress"))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(8))
        layout.addStretch()
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addStretch()

    @property
    def share(self) -> float | None:
        """How much of training is done, None if it has no end."""
        return None if self._bar.isHidden() else self._bar.value() / self._bar.maximum()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        end = snapshot.experiment.stopping.epochs
        self._bar.setVisible(end is not None)
        if end is not None:
            self._bar.setValue(round(1000 * min(snapshot.epoch / end, 1.0)))
        text = progress_text(snapshot)
        if text != self._words.text():
            self._words.setText(text)
            self._words.setToolTip(text)


def sample_text(snapshot: Snapshot) -> str:
    """Return how many samples of this epoch have been looked at, and how many it has."""
    count = snapshot.data.train.count
    size = snapshot.experiment.used_batch_size or count
    seen = min(snapshot.position * size, count) + snapshot.sample
    return f"{seen:,}/{count:,}"


def progress_text(snapshot: Snapshot) -> str:
    """Return how far training is, what is left of it and its rate, in words."""
    end, rate = snapshot.experiment.stopping.epochs, epochs_per_second(snapshot)
    parts = []
    if end is not None:
        parts.append(_done_text(snapshot, end))
        if rate and snapshot.epoch < end:
            parts.append(tr("{time} left", time=duration_text((end - snapshot.epoch) / rate)))
    if rate:
        parts.append(rate_text(snapshot))
    return " · ".join(parts)


def _done_text(snapshot: Snapshot, end: int) -> str:
    if snapshot.batches == 1:  # an epoch is a step
        return tr("{step:,} of {total:,} steps", step=snapshot.epoch, total=end)
    return tr("{epoch:,} of {total:,} epochs", epoch=snapshot.epoch, total=end)


def epochs_per_second(snapshot: Snapshot) -> float:
    return snapshot.steps_per_second / max(snapshot.batches, 1)


def rate_text(snapshot: Snapshot) -> str:
    """Return the rate of training: in epochs, in steps where an epoch takes long."""
    rate = epochs_per_second(snapshot)
    if rate < 1:
        steps = round(snapshot.steps_per_second)
        return trn("{n:,} step/s", "{n:,} steps/s", steps)
    return trn("{n:,} epoch/s", "{n:,} epochs/s", round(float(f"{rate:.2g}")))


def duration_text(seconds: float) -> str:
    """Return a length of time in the two largest units that matter."""
    whole = max(round(seconds), 1)
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    if whole < 3600:
        return tr("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return tr("{hours:,} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)
