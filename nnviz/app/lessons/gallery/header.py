"""Header: over the gallery's cards, how many there are, and the way on where one left off."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from nnviz.language import tr, trn
from nnviz.lessons.lesson import Lesson
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.quiet_label import QuietLabel

HEIGHT, PADDING, BUTTON, ICON = 64, 32, 40, 20  # pixels of the design


class Header(QWidget):
    """The one filled button is shown once a lesson has been begun."""

    continue_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        pixels = theme.pixels
        self.setFixedHeight(pixels(HEIGHT))
        title = QLabel(tr("Lessons"))
        title.setFont(theme.font("display", strong=True))
        title.setStyleSheet("font-weight: 600;")  # which the content's style sheet would take
        self.count = QuietLabel(theme, "body")
        self.go_on = QPushButton()
        self.go_on.setProperty("primary", True)
        self.go_on.setIcon(icon("play", theme.color("accent_text")))
        self.go_on.setFixedHeight(pixels(BUTTON))
        self.go_on.clicked.connect(self.continue_wanted)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setProperty("bare", True)
        self.close_button.setIcon(icon("x", theme.color("muted"), pixels(ICON)))
        self.close_button.setIconSize(QSize(pixels(ICON), pixels(ICON)))
        self.close_button.setToolTip(tr("Close the gallery"))
        self.close_button.setAccessibleName(tr("Close the gallery"))
        self.close_button.clicked.connect(self.close_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(pixels(PADDING), 0, pixels(24), 0)
        layout.setSpacing(pixels(16))
        layout.addWidget(title)
        layout.addWidget(self.count, 1)
        layout.addWidget(self.go_on)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_count(self, lessons: int, groups: int) -> None:
        """Say how many lessons are shown, and of how many groups."""
        text = trn("{n} lesson", "{n} lessons", lessons)
        if groups > 1:
            text = tr("{lessons} in {groups} groups", lessons=text, groups=groups)
        self.count.setText(text)

    def show_last(self, lesson: Lesson | None, left_at: int) -> None:
        """Offer to go on with a lesson at a step, counted from 0; None: none was begun."""
        self.go_on.setVisible(lesson is not None)
        if lesson is not None:
            text = tr(
                "Continue: {title}, step {number} of {count}",
                title=lesson.title.shown,
                number=left_at + 1,
                count=len(lesson.steps),
            )
            self.go_on.setText(text.replace("&", "&&"))
