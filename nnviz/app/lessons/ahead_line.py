"""AheadLine: how far a step has been trained ahead, where that takes its time."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.quiet_label import QuietLabel
from nnviz.work import Progress

HIGH, MARGIN = 4, 24


class AheadLine(QWidget):
    """A line of words over a bar; hidden while there is nothing to wait for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._words = QuietLabel(theme, "small", tr("Training up to this step…"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setFixedHeight(theme.pixels(HIGH))
        layout = QVBoxLayout(self)
        margin = theme.pixels(MARGIN)
        layout.setContentsMargins(margin, 0, margin, margin // 4)
        layout.setSpacing(margin // 6)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        self.hide()

    @Slot(object)
    def show_progress(self, progress: Progress | None) -> None:
        """Show how far it is, None: nothing is under way."""
        self.setVisible(progress is not None)
        if progress is not None:
            self._bar.setValue(round(100 * progress.share))
