"""ViewCard: a view as a small picture with its name."""

import inspect
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.view import ViewRow
from nnviz.widgets.override_guard import guarded

PICTURE = "picture.svg"  # beside the file of the view
PICTURE_SIZE = (96, 60)
ROLES = ("text", "muted", "hairline", "accent", "surface", "background", "test_line")
FOCUS_WIDTH = 2.0


@guarded
class ViewCard(QAbstractButton):
    """Says by its frame whether the view is shown."""

    def __init__(self, theme: Theme, row: ViewRow, parent: QWidget | None = None):
        super().__init__(parent)
        self.row, self._theme = row, theme
        self._drawing = QSvgRenderer(QByteArray(_picture(row.factory, theme)))
        self.setFont(theme.font("small"))
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(tr(row.label))

    def show_state(self, shown: bool) -> None:
        """Say whether the view is shown in the window."""
        self.setChecked(shown)
        name = tr(self.row.label)
        self.setToolTip(
            tr("{view}: shown, brings it to the front", view=name)
            if shown
            else tr("{view}: not shown yet", view=name)
        )

    def nextCheckState(self) -> None:  # noqa: N802
        """A click chooses, and changes no state: that is for who shows the view."""

    def sizeHint(self) -> QSize:
        width, height = (self._theme.pixels(side) for side in PICTURE_SIZE)
        margin, name = self._theme.pixels(4), self.fontMetrics().height()
        return QSize(width + 2 * margin, height + name + 3 * margin)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        self._paint_picture(painter)
        painter.setPen(self._theme.color("text" if self.isChecked() else "muted"))
        below = QRect(0, self._picture_area().bottom(), self.width(), self.height())
        below.setBottom(self.height() - self._theme.pixels(2))
        name = self.fontMetrics().elidedText(
            tr(self.row.label), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        if self._drawing.isValid():
            self._drawing.render(painter, QRectF(self._picture_area()))
            return
        painter.save()
        painter.setFont(self._theme.font("display"))
        painter.setPen(self._theme.color("muted"))
        initial = tr(self.row.label)[:1]
        painter.drawText(self._picture_area(), Qt.AlignmentFlag.AlignCenter, initial)
        painter.restore()

    def _picture_area(self) -> QRect:
        margin = self._theme.pixels(4)
        width, height = (self._theme.pixels(side) for side in PICTURE_SIZE)
        return QRect((self.width() - width) // 2, margin, width, height)

    def _paint_frame(self, painter: QPainter) -> None:
        theme, margin = self._theme, self._theme.pixels(2)
        strong = self.isChecked() or self.hasFocus()
        role = "accent" if strong else "border" if self.underMouse() else "hairline"
        pen = theme.pen(theme.color(role), FOCUS_WIDTH if strong else 1.0)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if self.hasFocus() else "surface"))
        inset = pen.widthF() / 2
        frame = QRectF(self._picture_area().adjusted(-margin, -margin, margin, margin))
        frame.adjust(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.pixels(4), theme.pixels(4))


def picture_path(factory: type[QWidget]) -> Path:
    """Return where the picture of a kind of view is, whether there is one or not."""
    return Path(inspect.getfile(factory)).with_name(PICTURE)


def _picture(factory: type[QWidget], theme: Theme) -> bytes:
    """Return the picture in the theme's colours, b"" if it cannot be read."""
    colors = {role: theme.color(role).name() for role in ROLES}
    colors |= {"negative": theme.negative.name(), "positive": theme.positive.name()}
    try:
        drawing = picture_path(factory).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return b""
    return Template(drawing).safe_substitute(colors).encode()
