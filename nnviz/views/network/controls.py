"""The builder's small controls: buttons, a chip to switch on and off, a drop-down list."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.widgets.choice import Choice, LabelledRow
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

HEIGHT = 24
OPTIONS_SIDE, OPTIONS_ICON = 20, 14
CORNER = 4
ARROW_ROOM = 10
FADED = 0.4


@guarded
class StepButton(QAbstractButton):
    """A minus or a plus, with a word beside it if it has one."""

    def __init__(
        self, theme: Theme, sign: str, hint: str, word: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._theme, self._plus = theme, sign == "+"
        self.setText(word)
        self.setFont(theme.font("small"))
        self.setToolTip(hint)
        self.setAccessibleName(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRepeat(not word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        side = theme.pixels(HEIGHT)
        if not self.text():
            return QSize(side, side)
        word = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(side + word + theme.pixels(6), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = _painter_of(self)
        theme = self._theme
        _paint_frame(painter, self, theme, active=False)
        middle = QPointF(theme.pixels(HEIGHT) / 2, self.height() / 2)
        arm = 4.5 * theme.factor
        painter.setPen(theme.pen(theme.color("text"), 1.4))
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        if self._plus:
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
        word = self.rect().adjusted(theme.pixels(HEIGHT - 3), 0, 0, 0)
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


@guarded
class OptionsButton(QAbstractButton):
    """Two sliders; in colour where some options are not as usual."""

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._hint = theme, hint
        self._marked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(hint)
        self.tell("")

    def tell(self, options: str) -> None:
        """Say which options are not as usual."""
        self._marked = bool(options)
        self.setToolTip(f"{self._hint}: {options}" if options else self._hint)
        self.setAccessibleDescription(options)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.pixels(OPTIONS_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = _painter_of(self)
        theme = self._theme
        _paint_frame(painter, self, theme, active=self._marked)
        color = theme.color("accent" if self._marked else "text")
        inset = (self.width() - theme.pixels(OPTIONS_ICON)) // 2
        place = self.rect().adjusted(inset, inset, -inset, -inset)
        icon("settings-2", color, place.width()).paint(painter, place)
        painter.end()


@guarded
class Chip(QAbstractButton):
    """A short text in a pill, switched on or off."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setFont(theme.font("small"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        word = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(word + self._theme.pixels(14), self._theme.pixels(HEIGHT - 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = _painter_of(self)
        theme = self._theme
        _paint_frame(painter, self, theme, active=self.isChecked(), corner=HEIGHT / 2 - 1)
        role = "accent" if self.isChecked() else "muted" if self.isCheckable() else "text"
        painter.setPen(theme.color(role))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


@guarded
class ListChip(Chip):
    """A short text in a pill, with an arrow down: there is more of it."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._theme.pixels(ARROW_ROOM), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = _painter_of(self)
        theme = self._theme
        _paint_frame(painter, self, theme, active=False, corner=HEIGHT / 2 - 1)
        painter.setPen(theme.color("text"))
        words = self.rect().adjusted(0, 0, -theme.pixels(ARROW_ROOM), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        _paint_arrow(painter, self, theme)
        painter.end()


@guarded
class SmallChoice(Choice):
    """A drop-down list no wider than what is chosen."""

    def __init__(
        self, theme: Theme, table: Mapping[str, LabelledRow], parent: QWidget | None = None
    ):
        super().__init__(theme, table, parent)
        self.setFont(theme.font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.view().setMinimumWidth(theme.pixels(120))
        self.currentIndexChanged.connect(self._fit)

    def show_key(self, key: str) -> None:
        """Show a row as the chosen one, but never under the eyes of someone choosing."""
        if not self.view().isVisible() and key != self.currentData():
            super().show_key(key)

    @Slot()
    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        word = QFontMetrics(self.font()).horizontalAdvance(self.currentText())
        return QSize(word + self._theme.pixels(28), self._theme.pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = _painter_of(self)
        theme = self._theme
        _paint_frame(painter, self, theme, active=False)
        painter.setPen(theme.color("text"))
        text = self.rect().adjusted(theme.pixels(8), 0, -theme.pixels(18), 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.currentText())
        _paint_arrow(painter, self, theme)
        painter.end()


def set_usable(control: QWidget, usable: bool, neighbour: QWidget) -> None:
    """Switch a control on or off; the focus it had goes to its neighbour, not just anywhere."""
    if not usable and control.hasFocus():
        neighbour.setFocus(Qt.FocusReason.OtherFocusReason)
    control.setEnabled(usable)


def _painter_of(widget: QWidget) -> QPainter:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    if not widget.isEnabled():
        painter.setOpacity(FADED)
    return painter


def _paint_frame(
    painter: QPainter, widget: QWidget, theme: Theme, active: bool, corner: float = CORNER
) -> None:
    """Draw the hairline, filled when pointed at or switched on, thick and coloured in focus."""
    focused = widget.hasFocus()
    marked = active or focused
    width = 2.0 if focused else 1.0
    inset = width * theme.factor / 2
    fill = "accent_soft" if active else "sunken" if _pointed_at(widget) else "surface"
    painter.setBrush(theme.color(fill))
    painter.setPen(theme.pen(theme.color("accent" if marked else "border"), width))
    frame = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(frame, corner * theme.factor, corner * theme.factor)


def _paint_arrow(painter: QPainter, widget: QWidget, theme: Theme) -> None:
    """Draw an arrow down at the right."""
    tip = QPointF(widget.width() - theme.pixels(10), widget.height() / 2 + 2 * theme.factor)
    arm = 3.5 * theme.factor
    painter.setPen(theme.pen(theme.color("muted"), 1.4))
    painter.drawPolyline(QPolygonF([tip - QPointF(arm, arm), tip, tip + QPointF(arm, -arm)]))


def _pointed_at(widget: QWidget) -> bool:
    pressed = isinstance(widget, QAbstractButton) and widget.isDown()
    return widget.isEnabled() and (widget.underMouse() or pressed)
