"""The banner: a sentence that must be noticed, above the views, in nobody's way."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon


class Banner(QFrame):
    """Shows one sentence at a time, with a way to close it and perhaps a way to help."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self.warning = False  # of the sentence shown
        self._help: Callable[[], object] | None = None
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self.accept_offer)
        close = QToolButton()
        close.setIcon(icon("x", theme.color("text"), theme.pixels(16)))
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close"))
        close.setAutoRaise(True)
        close.clicked.connect(self.close_sentence)
        layout = QHBoxLayout(self)
        margin = theme.pixels(8)
        layout.setContentsMargins(2 * margin, margin, margin, margin)
        layout.setSpacing(margin)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, "" if there is none."""
        return "" if self.isHidden() else self._text.text()

    @property
    def offered(self) -> str:
        """What the button says, "" if there is none."""
        return "" if self._help is None else self._button.text()

    def say(self, sentence: str, warning: bool) -> None:
        """Show a sentence."""
        self.warning = warning
        color = self._theme.color("warning" if warning else "accent")
        size = self._theme.pixels(20)
        drawing = icon("triangle-alert" if warning else "info", color, size)
        self._sign.setPixmap(drawing.pixmap(QSize(size, size)))
        self._text.setText(sentence)
        self._button.hide()
        self._help = None
        self.show()

    def offer(self, label: str, act: Callable[[], object]) -> None:
        """Add a button that helps; it closes the banner."""
        self._help = act
        self._button.setText(label)
        self._button.show()

    @Slot()
    def close_sentence(self) -> None:
        self._help = None
        self.hide()
        self.closed.emit()

    @Slot()
    def accept_offer(self) -> None:
        """Close, and do what the button says."""
        act = self._help
        self.close_sentence()
        if act is not None:
            act()
