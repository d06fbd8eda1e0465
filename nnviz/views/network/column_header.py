"""What stands over every column of the diagram: its title and a row of controls."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from nnviz.experiment import Experiment, ExperimentError
from nnviz.theme import Theme
from nnviz.views.network.controls import HEIGHT
from nnviz.widgets.foreign_text import tooltip_text, visible
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel

TITLE_HEIGHT = 22
SPACE = 4
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


def header_height(theme: Theme, rows: int, note: int) -> int:
    """Return the height of title and rows of controls, and of a note below them of this height.

    Without rows there is a line of plain text.
    """
    below = rows * (HEIGHT + SPACE) or TITLE_HEIGHT
    return theme.pixels(TITLE_HEIGHT + below) + note


@guarded
class Header(QWidget):
    """The title of a column, a row of controls below it, and what else is to be known."""

    edited = Signal(object)  # Experiment
    entered = Signal()  # by the mouse

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None, short: str = ""):
        """`short` is the title where there is no room for more."""
        super().__init__(parent)
        self.theme = theme
        self._titles = (title, short) if short else (title,)
        self._plain_words: tuple[str, ...] = ("",)
        self.title = QLabel(title)
        self.title.setFont(theme.font("body", strong=True))
        self.title.setFixedHeight(theme.pixels(TITLE_HEIGHT - SPACE))
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.pixels(SPACE))
        self.heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.heading.setSpacing(theme.pixels(SPACE))
        self.heading.addWidget(self.title)
        self.rows.addLayout(self.heading)
        self.rows.setAlignment(self.heading, Qt.AlignmentFlag.AlignHCenter)
        self.bar = QWidget()
        self.controls = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.bar)
        self.controls.setContentsMargins(0, 0, 0, 0)
        self.controls.setSpacing(theme.pixels(SPACE))
        self.rows.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.plain = QLabel()
        self.plain.setTextFormat(Qt.TextFormat.PlainText)
        self.plain.setFont(theme.font("small"))
        self.rows.addWidget(self.plain, 0, Qt.AlignmentFlag.AlignHCenter)
        self.note = QuietLabel(theme, "small")
        self.note.setWordWrap(True)
        self.note.setAlignment(_CENTRED)
        self.note.hide()
        self._noted = ""  # what it says in full
        self.rows.addWidget(self.note)
        self.rows.addStretch(1)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show this experiment's choices."""
        raise NotImplementedError

    def fit(self, room: int, stacked: bool) -> None:
        """Make do with this width."""

    def _add_options(self, button: QWidget) -> None:
        """Put a button for what is rarely chosen beside the title; the projector has none."""
        self.heading.addWidget(button)
        if self.theme.projected:
            button.hide()

    def show_note(self, text: str) -> None:
        """Write this below the controls."""
        self._noted = visible(text)
        self.note.setText(visible(text))
        self.note.setVisible(bool(text))

    def fit_note(self, room: int, whole: bool) -> int:
        """Write the note in this width, `whole` or in one line, and return how high it is."""
        if not self._noted:
            return 0
        metrics, text = self.note.fontMetrics(), self._noted
        if not whole:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.note.setText(text)
        self.note.setToolTip("" if text == self._noted else tooltip_text(self._noted))
        area, flags = QRect(0, 0, room, 0), _CENTRED | Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(area, flags, text).height() + self.theme.pixels(SPACE)

    def tell(self, *words: str) -> None:
        """Say as plain text what is chosen: in full, then shorter and shorter."""
        self._plain_words = words
        self.plain.setText(words[0])

    def fit_words(self, room: int) -> None:
        """Write of title and plain text what this width has room for."""
        for label, words in ((self.title, self._titles), (self.plain, self._plain_words)):
            text = fitting(label.fontMetrics(), words, room)
            if text != label.text():
                label.setText(text)
                label.setToolTip("" if text == words[0] else tooltip_text(words[0]))

    def row_width(self) -> int:
        """Return the width the controls need to stand in one row."""
        return 0

    def least_width(self) -> int:
        """Return the width the controls need one below the other."""
        return 0

    def show_plain(self, plain: bool) -> None:
        """Show what is chosen as plain text, or the controls that choose it."""
        self.bar.setVisible(not plain)
        self.plain.setVisible(plain)

    def hide_controls(self) -> None:
        """Leave the title and, as plain text, what is chosen: for a picture."""
        self.show_plain(True)

    def prepare(self) -> None:
        """Do now, while it is hidden, what being shown the first time takes long for."""
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self.rows.activate()

    def focusable(self) -> list[QWidget]:
        """Return the controls in the order of the Tab key."""
        raise NotImplementedError

    def propose(self, experiment: Experiment) -> bool:
        """Send the changed experiment out if it can be used; say whether it can."""
        try:
            experiment.check()
        except ExperimentError:
            return False
        self.edited.emit(experiment)
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()


def fitting(metrics: QFontMetrics, words: Sequence[str], room: int) -> str:
    """Return the first text that fits this width, else the last one cut."""
    fit = [text for text in words if metrics.horizontalAdvance(text) <= room]
    return fit[0] if fit else metrics.elidedText(words[-1], Qt.TextElideMode.ElideRight, room)
