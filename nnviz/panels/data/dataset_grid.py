"""DatasetGrid: the data sets as pictures, smaller where the column around them is short."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.data.generators import DATASETS
from nnviz.data.sources import SOURCES
from nnviz.language import tr
from nnviz.panels.data.dataset_button import (
    PICTURE_SIZE,
    SMALL_PICTURE_SIZE,
    DatasetButton,
    description,
)
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

COLUMNS, SMALL_COLUMNS = 4, 9
SHORT = 760  # a column lower than this has the small pictures
TOP = Qt.AlignmentFlag.AlignTop
GAP, SMALL_GAP = 8, 2  # between pictures; below names less


@guarded
class DatasetGrid(QWidget):
    """All data sets, the chosen one framed; a caption names the one pointed at."""

    chosen = Signal(str)
    own_wanted = Signal()  # a table of a person's own

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._key = theme, ""
        self._named = False  # whether the pictures' names stand below them
        self._arranged: tuple[int, int] | None = None
        self._area: QAbstractScrollArea | None = None
        self._caption = QLabel()
        self._caption.setFont(theme.font("small"))
        self._caption.setProperty("muted", True)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons = {row.key: DatasetButton(theme, row) for row in DATASETS.values()}
        for button in self._buttons.values():
            self._group.addButton(button)
            button.pointed.connect(self._describe)
            button.toggled.connect(self._take)
        self._pictures = QGridLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(4))
        layout.addLayout(self._pictures)
        self._type = QToolButton()
        self._type.setIcon(icon("plus", theme.color("muted"), theme.pixels(14)))
        self._type.setIconSize(QSize(1, 1) * theme.pixels(14))
        self._type.setProperty("quiet", True)
        self._type.setAccessibleName(tr("Type a table…"))
        self._type.setToolTip(tr("A table of your own: a few rows, typed or pasted"))
        self._type.clicked.connect(self.own_wanted)
        layout.addWidget(self._caption)
        layout.addSpacing(theme.pixels(4))
        self._arrange()

    @property
    def columns(self) -> int:
        """How many pictures are beside each other."""
        short = self._area is not None and self._area.height() < self._theme.pixels(SHORT)
        return SMALL_COLUMNS if short else COLUMNS

    def show_choice(self, key: str, noise: float) -> None:
        """Frame a data set and draw all of them with this much noise."""
        if key != self._key:
            self._key = key
            self._frame_chosen()
            self._keep_one_tab_stop()
            self._describe()
        for button in self._buttons.values():
            button.show_noise(noise)

    def _frame_chosen(self) -> None:
        """Frame the picture of the data set; a person's own points have none."""
        if self._key in self._buttons:
            self._buttons[self._key].setChecked(True)
        elif framed := self._group.checkedButton():
            self._group.setExclusive(False)
            framed.setChecked(False)
            self._group.setExclusive(True)

    def _arrange(self) -> None:
        """Place the pictures as the room allows, with their names if those fit below them."""
        columns, theme = self.columns, self._theme
        gap = theme.pixels(GAP if columns == COLUMNS else SMALL_GAP)
        cell = (self._steady_width() - gap * (columns - 1)) // columns
        longest = max(button.widest_word() for button in self._buttons.values())
        named = cell if columns == COLUMNS and cell + gap // 2 >= longest else 0
        if (columns, named) == self._arranged:
            return
        self._arranged = columns, named
        side = theme.pixels(PICTURE_SIZE if columns == COLUMNS else SMALL_PICTURE_SIZE)
        self._pictures.setHorizontalSpacing(gap)
        self._pictures.setVerticalSpacing(theme.pixels(SMALL_GAP))
        self._named = named > 0
        self._show_caption()
        for index, button in enumerate(self._buttons.values()):
            button.show_at(side, named)
            place = index // columns, index % columns
            self._pictures.addWidget(button, *place, TOP)
        index = len(self._buttons)
        self._type.setMinimumHeight(side if columns == COLUMNS else 0)
        self._type.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pictures.addWidget(self._type, index // columns, index % columns, TOP)
        for column in range(SMALL_COLUMNS):
            self._pictures.setColumnStretch(column, int(column < columns))

    def _steady_width(self) -> int:
        """Return the width beside a scroll bar, there or not, since names decide about that."""
        bar = self._area.verticalScrollBar() if self._area is not None else None
        return self.width() - (bar.sizeHint().width() if bar is not None and bar.isHidden() else 0)

    def _keep_one_tab_stop(self) -> None:
        """Let Tab reach the chosen picture only; arrow keys go to the others."""
        stop = self._key if self._key in self._buttons else next(iter(self._buttons))
        for button in self._buttons.values():
            chosen = button.row.key == stop
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )

    def _describe(self, pointed: str = "") -> None:
        self._caption.setText(description(SOURCES[pointed or self._key]))
        self._show_caption()

    def _show_caption(self) -> None:
        """Show the caption where no name stands below a framed picture."""
        elsewhere = self._key not in ("", *self._buttons)
        self._caption.setVisible(elsewhere or not self._named)

    def _take(self) -> None:
        button = self._group.checkedButton()
        if isinstance(button, DatasetButton) and button.row.key != self._key:
            self._key = button.row.key
            self._keep_one_tab_stop()
            self._describe()
            self.chosen.emit(self._key)

    def _step(self, key: int) -> int:
        """Return how many pictures further an arrow key goes."""
        columns = self.columns
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        return moves.get(Qt.Key(key), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event.key())
        keys = list(self._buttons)
        target = (keys.index(self._key) if self._key in keys else 0) + step
        if step and 0 <= target < len(keys):
            self._buttons[keys[target]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[keys[target]].click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _follow_column(self) -> None:
        """Keep to the height of the scroll area that the pictures are in."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea):
            above = above.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above is not self._area:
            self._area = above
            above.installEventFilter(self)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)
