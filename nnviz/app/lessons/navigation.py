"""Navigation: where one is among a lesson's steps, and the ways on and back."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

BUTTON, BESIDE, ICON, SMALL_ICON = 48, 16, 20, 16
DOT, NOW, GAP = 8, 24, 12  # pixels of the design, as all of these
PROJECTED_DOT = 6
MARGIN = 24


@guarded
class Dots(QWidget):
    """One dot a step: those done, the present one, which is longer, and those ahead."""

    def __init__(self, theme: Theme, count: int, now: int, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._count, self._now = theme, count, now
        self.setAccessibleName(tr("Step {number} of {count}", number=now + 1, count=count))

    @property
    def _side(self) -> int:
        return self._theme.pixels(PROJECTED_DOT if self._theme.projected else DOT)

    def sizeHint(self) -> QSize:
        side, gap = self._side, self._gap
        return QSize(round((self._count - 1) * (side + gap)) + 3 * side, side)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @property
    def _gap(self) -> float:
        """The room between two dots, less where there are many."""
        wanted = float(self._theme.pixels(GAP))
        if self._count < 2 or not self.width():
            return wanted
        room = self.width() - (self._count + 2) * self._side
        return min(wanted, room / (self._count - 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, side, gap = self._theme, self._side, self._gap
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x, top = 0.0, (self.height() - side) / 2
        for number in range(self._count):
            wide = 3 * side if number == self._now else side
            role = "muted" if number < self._now else "border"
            painter.setBrush(theme.color("accent" if number == self._now else role))
            painter.drawRoundedRect(QRectF(x, top, wide, side), side / 2, side / 2)
            x += wide + gap
        painter.end()


class Navigation(QWidget):
    """Dots, *Reset this step*, Back and Next, which is the one filled button of a lesson."""

    next_wanted = Signal()
    back_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, theme: Theme, count: int, now: int, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("lessonNavigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, not theme.projected)
        self.reset, self.back, self.next = self._make_reset(), self._make_back(), self._make_next()
        self.back.setEnabled(now > 0)
        if now == count - 1:
            self.next.setText(tr("Finish"))
            self.next.setIcon(icon("check", theme.color("accent_text"), theme.pixels(ICON)))
        self.reset.clicked.connect(self.reset_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        line = QHBoxLayout()
        line.addWidget(Dots(theme, count, now), 1)
        line.addWidget(self.reset)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.pixels(BESIDE if not theme.projected else BESIDE / 2))
        buttons.addWidget(self.back, 3)
        buttons.addWidget(self.next, 7)
        layout = QVBoxLayout(self)
        margin = theme.pixels(MARGIN if not theme.projected else MARGIN * 5 / 6)
        layout.setContentsMargins(margin, margin // 2, margin, margin // 2 + margin // 4)
        layout.setSpacing(theme.pixels(BESIDE / 2))
        layout.addLayout(line)
        layout.addLayout(buttons)

    def _make_reset(self) -> QToolButton:
        theme, made = self._theme, QToolButton()
        made.setText(f" {tr('Reset this step')}")  # apart from its icon
        made.setAccessibleName(tr("Reset this step"))
        made.setToolTip(tr("Have everything as this step begins"))
        made.setIcon(icon("rotate-ccw", theme.color("muted"), theme.pixels(SMALL_ICON)))
        made.setIconSize(QSize(1, 1) * theme.pixels(SMALL_ICON))
        if not theme.projected:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFont(theme.font("body"))
        made.setProperty("quiet", True)
        made.setProperty("bare", True)
        made.setProperty("muted", True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _make_back(self) -> QPushButton:
        theme, made = self._theme, QPushButton(tr("Previous"))
        made.setToolTip(tr("The step before (Page Up)"))
        made.setIcon(icon("chevron-left", theme.color("text"), theme.pixels(ICON)))
        made.setFont(theme.font("body"))
        self._size(made)
        return made

    def _make_next(self) -> QPushButton:
        theme, made = self._theme, QPushButton(tr("Next"))
        made.setToolTip(tr("The next step (Page Down)"))
        made.setIcon(icon("chevron-right", theme.color("accent_text"), theme.pixels(ICON)))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind
        made.setProperty("primary", True)
        made.setFont(theme.font("title", strong=True))
        self._size(made)
        return made

    def _size(self, button: QPushButton) -> None:
        theme = self._theme
        button.setIconSize(QSize(1, 1) * theme.pixels(ICON))
        high = BUTTON * (0.7 if theme.projected else 1)
        button.setFixedHeight(theme.pixels(high))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
