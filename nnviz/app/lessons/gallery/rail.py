"""Rail: on the gallery's left, what to look for, and among which lessons."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from nnviz.app.lessons.gallery.search import LECTURES, Shelf, lecture_name
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.quiet_label import QuietLabel

WIDTH, PADDING, SEARCH, ROW = 264, 16, 40, 32  # pixels of the design


class Rail(QFrame):
    """Says what is looked for; one shelf is always chosen."""

    changed = Signal()
    folder_wanted = Signal()
    saving_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("lessonRail")
        self._theme = theme
        pixels = theme.pixels
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search lessons"))
        self.search.setAccessibleName(tr("Search lessons"))
        self.search.setFixedHeight(pixels(SEARCH))
        self.search.setClearButtonEnabled(True)
        sign = QAction(icon("search", theme.color("muted")), "", self.search)
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._tell)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(pixels(PADDING),) * 4)
        layout.setSpacing(0)
        layout.addWidget(self.search)
        layout.addSpacing(pixels(8))
        self.shelves: list[tuple[Shelf, QPushButton]] = []
        self._add(layout, Shelf(), tr("All lessons"))
        layout.addSpacing(pixels(12))
        layout.addWidget(QuietLabel(theme, "small", tr("Lectures")))
        layout.addSpacing(pixels(6))
        for number in range(1, LECTURES + 1):
            self._add(layout, Shelf(lecture=number), f"{number}  {lecture_name(number)}")
        layout.addSpacing(pixels(12))
        self._add(layout, Shelf(own=True), tr("Your lessons"))
        layout.addStretch(1)
        self.folder = self._row(tr("Open your lessons’ folder"))
        self.folder.setIcon(icon("folder-open", theme.color("muted")))
        self.folder.clicked.connect(self.folder_wanted)
        self.saving = self._row(tr("Save current state as a lesson…"))
        self.saving.setIcon(icon("save", theme.color("muted")))
        self.saving.clicked.connect(self.saving_wanted)
        layout.addWidget(self.saving)
        layout.addWidget(self.folder)
        self.shelves[0][1].setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def shelf(self) -> Shelf:
        """What is chosen."""
        return next(shelf for shelf, button in self.shelves if button.isChecked())

    def _add(self, layout: QVBoxLayout, shelf: Shelf, text: str) -> None:
        button = self._row(text)
        button.setCheckable(True)
        self._group.addButton(button)
        self.shelves.append((shelf, button))
        layout.addWidget(button)

    def _row(self, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setProperty("railRow", True)
        button.setFixedHeight(self._theme.pixels(ROW))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
