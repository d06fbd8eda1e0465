"""The banner: a sentence that must be noticed, in one line below the views."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from nnviz.engine.ending import Ending
from nnviz.language import current_language, tr
from nnviz.theme import Theme
from nnviz.training.ending_text import ending_text
from nnviz.training.stopping import CONDITIONS
from nnviz.widgets.foreign_text import show_plain
from nnviz.widgets.icon import icon
from nnviz.widgets.quiet_label import ShortenedLabel

FLASH_MS = 500
HEIGHT, PROJECTED_HEIGHT = 28, 22  # pixels of the design, as are those below
EDGE = 2
CROSS, SIGN = 16, 18


class Banner(QFrame):
    """Shows one sentence at a time, with a way to close it and perhaps a way to help.

    It is as low as one line: what of the sentence there is no room for is in its tooltip.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self.warning = False  # of the sentence shown
        self._told: str | Ending = ""
        self._language = current_language()  # in which that was said
        self._help: Callable[[], object] | None = None
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self._calm_down)
        self._sign = QLabel()
        self._text = ShortenedLabel(theme, "body")
        self._text.setPalette(self.palette())  # it is not quiet
        self._button = QPushButton()
        self._button.setProperty("low", True)
        self._button.clicked.connect(self.accept_offer)
        self._lay_out(self._make_cross())
        self.hide()

    def _make_cross(self) -> QToolButton:
        theme, close = self._theme, QToolButton()
        close.setIcon(icon("x", theme.color("text"), theme.pixels(CROSS)))
        close.setIconSize(QSize(theme.pixels(CROSS), theme.pixels(CROSS)))
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close"))
        close.setAutoRaise(True)
        close.setProperty("bare", True)
        close.clicked.connect(self.close_sentence)
        return close

    def _lay_out(self, close: QToolButton) -> None:
        theme = self._theme
        height = theme.pixels(PROJECTED_HEIGHT if theme.projected else HEIGHT)
        self.setFixedHeight(height)
        for button in (self._button, close):
            button.setFixedHeight(height - 2 * theme.pixels(EDGE))
        layout = QHBoxLayout(self)
        margin = theme.pixels(8)
        layout.setContentsMargins(2 * margin, 0, margin, 0)
        layout.setSpacing(margin)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(close)

    @property
    def text(self) -> str:
        """The sentence shown, "" if there is none."""
        return "" if self.isHidden() else self._text.text()

    @property
    def told(self) -> str | Ending:
        """What is shown, as it was given: an ending, or a sentence; "" if there is none.

        A sentence of another language than the present one is left out: it cannot be said anew.
        """
        stale = isinstance(self._told, str) and self._language != current_language()
        return "" if self.isHidden() or stale else self._told

    @property
    def offered(self) -> str:
        """What the button says, "" if there is none."""
        return "" if self._help is None else self._button.text()

    def say(self, told: str | Ending, warning: bool) -> None:
        """Show a sentence, or the one for an ending in the language in use."""
        self.warning, self._told, self._language = warning, told, current_language()
        color = self._theme.color("warning" if warning else "accent")
        size = self._theme.pixels(SIGN)
        drawing = icon("triangle-alert" if warning else "info", color, size)
        self._sign.setPixmap(drawing.pixmap(QSize(size, size)))
        show_plain(self._text, told if isinstance(told, str) else _end_sentence(told))
        self._button.hide()
        self._help = None
        self.show()
        self.opened.emit()
        self._show_flash(True)
        self._flash.start()

    def offer(self, label: str, act: Callable[[], object]) -> None:
        """Add a button that helps; it closes the banner."""
        self._help = act
        self._button.setText(label)
        self._button.show()

    @property
    def flashing(self) -> bool:
        """Whether it has just spoken, be it the same sentence as before."""
        return self._flash.isActive()

    @Slot()
    def _calm_down(self) -> None:
        self._show_flash(False)

    def _show_flash(self, flashing: bool) -> None:
        self.setProperty("flashing", flashing)
        self.style().polish(self)

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


def _end_sentence(ending: Ending) -> str:
    sentence = ending_text(ending)
    if ending.kind not in CONDITIONS:
        return sentence
    return f"{sentence} {tr('To start again, press Replay.')}"
