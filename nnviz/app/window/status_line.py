"""The status line: in words, what the program is doing or has just done."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from nnviz.app.window.readings import rate_text
from nnviz.language import tr, trn
from nnviz.theme import Theme
from nnviz.training.ending_text import ending_text
from nnviz.training.snapshot import Snapshot

SLACK = 24  # pixels by which the text of the state may change before its label does
NEWS_MS = 8000  # for so long it is news
WIDEST = 640  # the state in words, which leaves room for the news


class StatusLine(QStatusBar):
    """Says how training stands on the left, and what the last command did on the right of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._state, self._news = QLabel(), QLabel()
        self.aging = QTimer(self, singleShot=True, interval=NEWS_MS)
        self.aging.timeout.connect(self._forget)
        for label in (self._state, self._news):
            label.setFont(theme.font("small"))
        self._widest = theme.pixels(WIDEST)
        self._news.setProperty("muted", True)
        self.addWidget(self._state)
        self.addWidget(self._news, 1)
        self._news.setIndent(theme.pixels(16))
        self.setContentsMargins(theme.pixels(8), 0, theme.pixels(8), 0)

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def news(self) -> str:
        return self._news.text()

    @Slot(str)
    def say(self, news: str) -> None:
        """Say what has just happened."""
        self._news.setText(news)
        self._news.setToolTip(news)
        self.aging.start()

    @Slot()
    def _forget(self) -> None:
        self._news.setText("")
        self._news.setToolTip("")

    def show_snapshot(self, snapshot: Snapshot, training: bool) -> None:
        """Say how training stands."""
        words = _training_text(snapshot) if training else _resting_text(snapshot)
        metrics = self._state.fontMetrics()
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._widest)
        if text != self._state.text():
            self._state.setText(text)
            self._state.setToolTip("" if text == words else words)
            width = metrics.horizontalAdvance(text)
            if not self._state.width() - 2 * SLACK <= width <= self._state.width():
                # Of a fixed size, else every text would have the whole window laid out.
                self._state.setFixedSize(width + SLACK, metrics.height())


def _training_text(snapshot: Snapshot) -> str:
    done = trn("Training: {n:,} iteration", "Training: {n:,} iterations", snapshot.iteration)
    return f"{done}, {rate_text(snapshot)}" if snapshot.steps_per_second else done


def _resting_text(snapshot: Snapshot) -> str:
    if snapshot.iteration == 0 and snapshot.sample == 0:
        return tr("Ready. Press Train, or Space.")
    if snapshot.finished is not None:
        return ending_text(snapshot.finished)
    return trn(
        "Paused after {n:,} iteration.", "Paused after {n:,} iterations.", snapshot.iteration
    )
