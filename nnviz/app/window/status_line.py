"""The status line: in words, what the program is doing or has just done."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from nnviz.app.window.readings import rate_text
from nnviz.language import current_language, tr, trn
from nnviz.theme import Theme
from nnviz.training.ending_text import ending_text
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.foreign_text import show_plain, tooltip_text
from nnviz.work import Progress

SLACK = 24  # pixels by which the text of the state may change before its label does
NEWS_MS = 8000  # for so long it is news
WIDEST = 640  # the state in words, which leaves room for the news
SHOWN_AFTER_S = 0.3  # work that takes no longer is not worth the flicker
ESTIMATED_AFTER_S = 1.0  # by then the time that is left can be told from what it took


class StatusLine(QStatusBar):
    """Says how training stands on the left, and what the last command did on the right of it.

    Work that takes its time takes the news' place, with a button that gives it up. In the projector
    there is nothing but work.
    """

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._state, self._news = QLabel(), QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setAutoFillBackground(True)  # else all beneath is painted with every number
        self._language = current_language()  # of the news
        self._for_work_only = theme.projected
        self.aging = QTimer(self, singleShot=True, interval=NEWS_MS)
        self.aging.timeout.connect(self._forget)
        for label in (self._state, self._news):
            label.setFont(theme.font("small"))
        self._widest = theme.pixels(WIDEST)
        self._news.setProperty("muted", True)
        self.addWidget(self._state)
        self.addWidget(self._news, 1)
        self._news.setIndent(theme.pixels(16))
        self._work, self._cancel = QLabel(), QToolButton()
        self._work.setFont(theme.font("small"))
        self._cancel.setText(tr("Cancel"))
        self._cancel.setFont(theme.font("small"))
        self._cancel.setProperty("quiet", True)
        self._cancel.setProperty("bare", True)
        self._cancel.setFixedHeight(self._state.sizeHint().height())  # the line stays as low
        self._cancel.clicked.connect(self.cancel_wanted)
        self._keys = QLabel()
        self._keys.setFont(theme.font("small"))
        self._keys.setProperty("muted", True)
        for widget in (self._work, self._cancel, self._keys):
            self.addPermanentWidget(widget)
            widget.hide()
        self.setContentsMargins(theme.pixels(8), 0, theme.pixels(8), 0)
        if self._for_work_only:
            self._state.hide()
            self._news.hide()
            self.hide()

    @property
    def state(self) -> str:
        return self._state.text()

    @Slot()
    def make_way(self) -> None:
        """Leave the banner the room of the state."""
        self._state.hide()

    @Slot()
    def take_room(self) -> None:
        """Show the state again."""
        self._state.setVisible(not self._for_work_only)

    @property
    def news(self) -> str:
        """What has just happened, "" where that was said in another language than the present."""
        return self._news.text() if self._language == current_language() else ""

    @Slot(str)
    def say(self, news: str) -> None:
        """Say what has just happened."""
        self._language = current_language()
        show_plain(self._news, news)
        self._news.setToolTip(tooltip_text(news))
        self.aging.start()

    def show_keys(self, words: str) -> None:
        """Say at the right end which keys matter now, "": none more than ever."""
        self._keys.setText(words)
        self._keys.setVisible(bool(words) and not self._for_work_only)

    @property
    def work(self) -> str:
        """The work under way, in words, "" if there is none worth telling."""
        return "" if self._work.isHidden() else self._work.text()

    @Slot(str, object)
    def show_work(self, words: str, progress: Progress) -> None:
        """Say what is under way and how far it has come."""
        if self._work.isHidden() and progress.elapsed < SHOWN_AFTER_S:
            return
        left = progress.remaining if progress.elapsed >= ESTIMATED_AFTER_S else None
        text = tr("{what}: {share:.0f} %", what=words, share=progress.share * 100)
        if left is not None and left >= 1:
            seconds = trn("{n} second left", "{n} seconds left", round(left))
            text = f"{text}, {seconds}"
        show_plain(self._work, text)
        self._work.show()
        self._cancel.show()
        self.show()

    @Slot()
    def end_work(self) -> None:
        """Say that nothing is under way any more."""
        self._work.hide()
        self._cancel.hide()
        self.setVisible(not self._for_work_only)

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
            self._state.setToolTip("" if text == words else tooltip_text(words))
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
