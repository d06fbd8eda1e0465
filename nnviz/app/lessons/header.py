"""Header: which lesson is read, its group, which of its steps, and the way out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from nnviz.language import tr
from nnviz.lessons.groups import GROUPS
from nnviz.lessons.lesson import Lesson
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.quiet_label import QuietLabel, ShortenedLabel

HEIGHT, CROSS, BUTTON = 64, 20, 32
MARGIN, PROJECTED_MARGIN = 24, 20


class Header(QWidget):
    """64 pixels high; for the projector the title alone, in the quiet colour."""

    leave_wanted = Signal()

    def __init__(self, theme: Theme, lesson: Lesson, number: int, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("lessonHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, not theme.projected)
        self.setFixedHeight(theme.pixels(HEIGHT if not theme.projected else HEIGHT * 0.6))
        count = len(lesson.steps)
        self.title = ShortenedLabel(theme, "body" if theme.projected else "title")
        self.title.setText(lesson.title.shown)
        if not theme.projected:
            self.title.setFont(theme.font("title", strong=True))
            self.title.setPalette(self.palette())  # it is not quiet
        of = tr("{number} of {count}", number=number + 1, count=count)
        if theme.projected:
            of = f"{number + 1}/{count}"
        self.count = QuietLabel(theme, "body", of)
        self.cross = self._make_cross()
        layout = QGridLayout(self)
        margin = theme.pixels(PROJECTED_MARGIN if theme.projected else MARGIN)
        above = 0 if theme.projected else theme.pixels(9)
        layout.setContentsMargins(margin, above, margin - theme.pixels(6), above)
        layout.setHorizontalSpacing(theme.pixels(12))
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not theme.projected:
            group = ShortenedLabel(theme, "small")
            group.setText(tr(GROUPS[lesson.group].label))
            layout.addWidget(group, 0, 0)
        last = layout.rowCount() - 1 if theme.projected else 1
        layout.addWidget(self.title, last, 0)
        layout.addWidget(self.count, last, 1, middle)
        layout.addWidget(self.cross, 0, 2, last + 1, 1, middle)

    def _make_cross(self) -> QToolButton:
        theme, made = self._theme, QToolButton()
        side = theme.pixels(CROSS)
        made.setIcon(icon("x", theme.color("text"), side))
        made.setIconSize(QSize(side, side))
        made.setFixedSize(QSize(1, 1) * theme.pixels(BUTTON))
        made.setProperty("quiet", True)
        made.setProperty("bare", True)
        made.setToolTip(tr("Leave the lesson (Esc)"))
        made.setAccessibleName(tr("Leave the lesson"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self.leave_wanted)
        return made
