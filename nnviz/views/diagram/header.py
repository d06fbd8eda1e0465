"""What stands over every column of the diagram: its title and a row of controls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from nnviz.experiment import Experiment, ExperimentError
from nnviz.theme import Theme
from nnviz.views.diagram.controls import HEIGHT

TITLE_HEIGHT = 22
SPACE = 4


def header_height(theme: Theme, two_rows: bool) -> int:
    """Return the height of title and controls."""
    rows = 2 if two_rows else 1
    return theme.pixels(TITLE_HEIGHT + rows * (HEIGHT + SPACE))


class Header(QWidget):
    """The title of a column and a row of controls below it."""

    edited = Signal(object)  # Experiment
    entered = Signal()  # by the mouse

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme
        self.title = QLabel(title)
        self.title.setFont(theme.font("body", strong=True))
        self.title.setFixedHeight(theme.pixels(TITLE_HEIGHT - SPACE))
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.pixels(SPACE))
        self.rows.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        self.bar = QWidget()
        self.controls = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.bar)
        self.controls.setContentsMargins(0, 0, 0, 0)
        self.controls.setSpacing(theme.pixels(SPACE))
        self.rows.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.plain = QLabel()
        self.plain.setFont(theme.font("small"))
        self.plain.hide()
        self.rows.addWidget(self.plain, 0, Qt.AlignmentFlag.AlignHCenter)
        self.rows.addStretch(1)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show this experiment's choices."""
        raise NotImplementedError

    def fit(self, room: int, stacked: bool) -> None:
        """Make do with this width."""

    def row_width(self) -> int:
        """Return the width the controls need to stand in one row."""
        return 0

    def hide_controls(self) -> None:
        """Leave the title and, as plain text, what is chosen: for a picture."""
        self.bar.hide()
        self.plain.show()

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
