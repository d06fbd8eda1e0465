"""The run bar: training's buttons, speed and numbers, in one row or, where narrow, in two."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.settings import Settings
from nnviz.app.window.bar_button import ICON, BarButton
from nnviz.app.window.command_actions import Actions, shortcut_text
from nnviz.app.window.command_row import BarPlace, Command
from nnviz.app.window.commands import COMMANDS
from nnviz.app.window.dress import Dress
from nnviz.app.window.readings import OF_STEP, READINGS, ProgressReading, Readings
from nnviz.app.window.speed_control import SpeedControl
from nnviz.app.window.unit_button import UnitButton
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

PROGRESS_WIDTH = 120  # the least that one row must leave for it
GAP, PROJECTED_GAP = 20, 12


@guarded
class RunBar(QFrame):
    """Arranges itself by its width: one row, two rows, and then with less and less on buttons.

    In the projector it is one row of few things, with the menus behind a button.
    """

    speed_changed = Signal(object)
    unit_changed = Signal(str)
    needs_changed = Signal()

    def __init__(
        self, theme: Theme, actions: Actions, settings: Settings, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setObjectName("runBar")
        self._theme = theme
        self._rows, self._dress = 0, Dress.FULL
        self.speed = SpeedControl(theme, settings.speed)
        self.unit = UnitButton(theme, settings.step_unit)
        self.speed.changed.connect(self.speed_changed)
        self.unit.changed.connect(self.unit_changed)
        self.readings = Readings(theme)
        self.progress = ProgressReading(theme)
        self.menus = self._make_menus()
        self.parts: dict[str, list[QWidget]] = {  # by the key of a command or a reading
            "speed": [self.speed],
            **{key: [reading] for key, reading in self.readings.by_key.items()},
            "progress": [self.progress],
        }
        self._shown: frozenset[str] | None = None  # None: all but the readings of a step
        for key in OF_STEP:
            self.parts[key][0].hide()
        self._away = False  # whatever is to be seen of it
        self._main: QToolButton | None = None
        self._wordless: list[tuple[BarButton, Dress]] = []
        self._leaving: dict[str, BarButton] = {}  # from the projector
        self._controls, self._end = QWidget(), QWidget()
        self._place_buttons(actions)
        self._rows_layout = QVBoxLayout(self)
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self._arrange(1, Dress.FULL)
        self.measure()

    @property
    def rows(self) -> int:
        return self._rows

    @property
    def dress(self) -> Dress:
        return self._dress

    @property
    def shown(self) -> frozenset[str] | None:
        """The keys of the parts that are to be seen where there is room; None: all."""
        return self._shown

    def show_parts(self, keys: frozenset[str] | None) -> None:
        """Show these parts, or all; without any of them, there is no bar."""
        if keys == self._shown:
            return
        self._shown = keys
        for key, widgets in self.parts.items():
            for widget in widgets:
                widget.setVisible(self._shows(key))
        self.setHidden(self._away or keys == frozenset())
        self.measure()
        self.needs_changed.emit()

    @property
    def needs(self) -> frozenset[str]:
        """The keys of PARTS that its readings look at, where they are there."""
        of_step = any(self._shows(key) for key in OF_STEP)
        return frozenset({"track"}) if of_step else frozenset()

    def put_away(self, away: bool) -> None:
        """Leave the whole bar out, or have it again."""
        self._away = away
        self.setHidden(away or self._shown == frozenset())

    def show_quiet(self, quiet: bool) -> None:
        """Have the main button with an outline only, where another one is filled."""
        button = self._main
        wanted = "quiet" if quiet else True
        if button is not None and button.property("primary") != wanted:
            button.setProperty("primary", wanted)
            button.style().unpolish(button)
            button.style().polish(button)

    @Slot()
    def show_all(self) -> None:
        self.show_parts(None)

    def _shows(self, key: str) -> bool:
        return key not in OF_STEP if self._shown is None else key in self._shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of this moment."""
        self.readings.show_snapshot(snapshot)
        self.progress.show_snapshot(snapshot)
        self._fit()  # a longer number may need another arrangement

    def offer_menus(self, menus: Sequence[QAction]) -> None:
        """Have these menus open from a button, where there is no menu bar."""
        self.menus.menu().clear()
        self.menus.menu().addActions(list(menus))

    def _lay_out(self) -> None:
        margin = self._theme.pixels(8)
        above = margin // 2 if self._theme.projected else margin
        self._rows_layout.setContentsMargins(2 * above, above, 2 * above, above)
        self._rows_layout.setSpacing(margin)
        for row in (self._above, self._below):
            row.setSpacing(self._theme.pixels(GAP))
            self._rows_layout.addLayout(row)
        self._above.addWidget(self._controls)
        self._above.addStretch()
        self._above.addWidget(self._end)

    def _place_buttons(self, actions: Actions) -> None:
        """Put a button for every row with one in its place, speed after those on the left."""
        left, right = QHBoxLayout(self._controls), QHBoxLayout(self._end)
        for layout in (left, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(self._theme.pixels(8))
        for row, bar in buttons_in_order():
            self.parts[row.key] = []
            if self._theme.projected and not bar.projected:
                continue
            at_end = bar.kind == "at the end"
            shortcut = shortcut_text(row.keys) if at_end else ""
            button = BarButton(self._theme, actions[row.key], shortcut)
            self.parts[row.key].append(button)
            if bar.wordless_from is not None:
                self._wordless.append((button, bar.wordless_from))
            if bar.kind == "main":
                self._make_main(button, row)
            if bar.kind == "with unit":
                left.addLayout(self._joined_with_unit(button))
                self.parts[row.key].append(self.unit)
            else:
                (right if at_end else left).addWidget(button)
            if at_end:
                self._leaving[row.key] = button
        left.addSpacing(self._theme.pixels(8))
        left.addWidget(self.speed)
        right.addWidget(self.menus)

    def _make_menus(self) -> BarButton:
        theme = self._theme
        drawing = icon("menu", theme.color("text"), theme.pixels(ICON))
        button = BarButton(theme, QAction(drawing, tr("Menus"), self))
        button.show_words(False)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        if not theme.projected:
            button.hide()
        return button

    def _make_main(self, button: QToolButton, row: Command) -> None:
        """Have it stand out, with room for both of its texts, so that it stands still."""
        self._main = button
        button.setProperty("primary", True)
        button.setFont(self._theme.font("title", strong=True))
        metrics = button.fontMetrics()
        faces = [row.face] if row.turned is None else [row.face, row.turned]
        words = max(metrics.horizontalAdvance(tr(face.label)) for face in faces)
        least = 0 if self._theme.projected else self._theme.pixels(128)
        button.setMinimumWidth(max(words + self._theme.pixels(56), least))

    def _joined_with_unit(self, button: QToolButton) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(0)
        button.setProperty("joined", "left")
        self.unit.setProperty("joined", "right")
        self.unit.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        layout.addWidget(button)
        layout.addWidget(self.unit)
        return layout

    def _put_on(self, dress: Dress) -> None:
        self._dress = dress
        for button, wordless in self._wordless:
            button.show_words(dress < wordless)
        self.speed.setVisible(dress < Dress.BARE and self._shows("speed"))

    def _arrange(self, rows: int, dress: Dress) -> None:
        """Put everything in its place."""
        if dress != self._dress:
            self._put_on(dress)
        if rows == self._rows:
            return
        self._rows = rows
        for part in (self.readings, self.progress):
            self._above.removeWidget(part)
            self._below.removeWidget(part)
        if rows == 1:
            self._above.insertWidget(1, self.readings)
            self._above.insertWidget(2, self.progress, 1)
        else:
            self._below.addWidget(self.readings)
            self._below.addWidget(self.progress, 1)

    def _fit(self) -> None:
        """Use the first arrangement that the width allows."""
        margins, gap = self._rows_layout.contentsMargins(), self._theme.pixels(GAP)
        room = self.width() - margins.left() - margins.right()
        if self._theme.projected:
            self._fit_projected(room)
            return
        room -= gap
        readings = self.readings.minimumSizeHint().width()
        if self._shows("progress"):
            readings += self._theme.pixels(PROGRESS_WIDTH)
        if self._widths[Dress.FULL] + readings + 2 * gap <= room:
            self._arrange(1, Dress.FULL)
            return
        fitting = [dress for dress in Dress if self._widths[dress] <= room]
        self._arrange(2, fitting[0] if fitting else Dress.ICONS)

    @property
    def _least_width(self) -> int:
        """The width of the buttons that the projector always has."""
        unit = 0 if self.unit.isHidden() else self.unit.sizeHint().width()
        controls = self._controls.minimumSizeHint().width() - unit
        return controls + self.menus.sizeHint().width()

    def _fit_projected(self, room: int) -> None:
        """Show the numbers and then the button that leaves, as far as there is room."""
        self._arrange(1, Dress.ICONS)
        self.progress.hide()
        gap = self._theme.pixels(PROJECTED_GAP)
        self._above.setSpacing(gap)
        keys = list(filter(self._shows, self.readings.by_key))
        room -= self._least_width + 2 * gap
        unit = self.unit.sizeHint().width()
        fits = room >= unit + self.readings.least_width(keys)
        self._show_unit(fits and self._shows("step"))
        left = self.readings.fit(room - unit * fits, keys)
        for key, button in self._leaving.items():
            button.setVisible(self._shows(key) and left >= button.sizeHint().width() + gap)

    def _show_unit(self, shown: bool) -> None:
        """Show what one step is, or let the button before it end where it ends."""
        if shown is not self.unit.isHidden():
            return
        self.unit.setVisible(shown)
        for button in self.parts["step"][:1]:
            button.setProperty("joined", "left" if shown else "")
            button.style().unpolish(button)
            button.style().polish(button)

    @Slot()
    def measure(self) -> None:
        """Find out anew how wide the buttons are, dressed each way."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self._widths = {dress: self._measured(dress) for dress in reversed(Dress)}
        self._fit()

    def _measured(self, dress: Dress) -> int:
        self._put_on(dress)
        return self._controls.minimumSizeHint().width() + self._end.minimumSizeHint().width()

    def minimumSizeHint(self) -> QSize:
        least = self._theme.pixels(600)
        if self._theme.projected:
            least = self._least_width + self._theme.pixels(40)
        return QSize(least, self._rows_layout.minimumSize().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # Not now: Qt is on its way through the widgets, and to measure has them laid out.
            QTimer.singleShot(0, self, self.measure)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.measure()  # what was hidden may have kept sizes of before it was polished

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def buttons_in_order() -> list[tuple[Command, BarPlace]]:
    """Return the commands that have a button, from left to right."""
    rows = [row for row in COMMANDS.values() if isinstance(row, Command)]
    found = [(row, row.bar) for row in rows if row.bar is not None]
    return sorted(found, key=lambda pair: pair[1].place)


def bar_keys() -> tuple[str, ...]:
    """Return the keys of all that can be in a run bar, as `parts` has them."""
    return (*(row.key for row, _ in buttons_in_order()), "speed", *READINGS, "progress")
