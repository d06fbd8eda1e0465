"""DatasetGrid: the data sets as small pictures, drawn from points of their own generators."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnviz.data.generators import DATASETS, LIMIT, Dataset
from nnviz.data.points import Points
from nnviz.language import tr, trn
from nnviz.theme import Theme, mixed

COLUMNS = 4
PICTURE_SIZE = 56
POINTS = 120
SURFACE_POINTS = 240
CURVE_POINTS = 60
SEED = 3  # the pictures are always the same sample
MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


def description(row: Dataset) -> str:
    """Return the data set's name and what its answers are."""
    if row.task == "classification":
        answers = trn("{n} class", "{n} classes", row.classes)
    elif row.inputs == 1:
        answers = tr("values over x₁")
    else:
        answers = tr("values over x₁ and x₂")
    return f"{tr(row.label)} · {answers}"


class DatasetButton(QAbstractButton):
    """One picture to choose a data set by."""

    pointed = Signal(str)  # its key; "": no longer

    def __init__(self, theme: Theme, row: Dataset, parent: QWidget | None = None):
        super().__init__(parent)
        self.row = row
        self._theme, self._noise = theme, 0.0
        self._picture: QPixmap | None = None
        self.setCheckable(True)
        self.setAccessibleName(description(row))
        self.setToolTip(description(row))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_noise(self, noise: float) -> None:
        """Draw the points with this much noise."""
        if noise != self._noise:
            self._noise, self._picture = noise, None
            self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.pixels(PICTURE_SIZE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() * 0.8

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES:
            event.ignore()  # the grid moves to another picture
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self.row.key)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size:
            self._picture = self._drawn(size, ratio)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self._theme
        if self.isChecked():
            pen = theme.pen(theme.color("accent"), 2.0)
        else:
            pen = theme.pen(theme.color("border" if self.underMouse() else "hairline"))
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if self.hasFocus() else "surface"))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.pixels(4), theme.pixels(4))

    def _drawn(self, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        margin = self._theme.pixels(6)
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        count = CURVE_POINTS if self.row.inputs == 1 else SURFACE_POINTS
        count = POINTS if self.row.classes else count
        points = self.row.generate(count, self._noise, np.random.default_rng(SEED))
        _Dots(self._theme, self.row, area).paint(painter, points)
        painter.end()
        return pixmap


class _Dots:
    """The points of one picture."""

    def __init__(self, theme: Theme, row: Dataset, area: QRectF):
        self._row, self._area = row, area
        self._radius = 1.6 * theme.factor
        self._classes = theme.class_colors
        self._theme = theme

    def paint(self, painter: QPainter, points: Points) -> None:
        x = points.x[0]
        y = points.x[1] if self._row.inputs == 2 else points.y * 2
        area, scale = self._area, min(self._area.width(), self._area.height()) / (2 * LIMIT)
        left = area.center().x() + np.clip(x, -LIMIT, LIMIT) * scale
        top = area.center().y() - np.clip(y, -LIMIT, LIMIT) * scale
        for at_x, at_y, answer in zip(left, top, points.y, strict=True):
            self._paint_dot(painter, QPointF(at_x, at_y), float(answer))

    def _paint_dot(self, painter: QPainter, at: QPointF, answer: float) -> None:
        radius = self._radius
        if self._row.task == "regression":
            painter.setBrush(self._value_color(answer))
            painter.drawEllipse(at, radius, radius)
            return
        painter.setBrush(self._classes[int(answer)])
        if answer == 0:
            side = radius * 0.9
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
        elif answer == 1:
            painter.drawEllipse(at, radius, radius)
        else:
            painter.drawPolygon(_triangle(at, radius * 1.3))

    def _value_color(self, value: float) -> QColor:
        """Return a value's colour, with a grey for 0 that is seen on the surface."""
        theme = self._theme
        return mixed(theme.signed_color(value), theme.color("border"), abs(value) ** 0.5)


def _triangle(at: QPointF, radius: float) -> QPolygonF:
    corners = [(0.0, -1.0), (0.87, 0.5), (-0.87, 0.5)]
    return QPolygonF([at + QPointF(radius * x, radius * y) for x, y in corners])


class DatasetGrid(QWidget):
    """All data sets, the chosen one framed; below them the name of the one pointed at."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._key = ""
        self._caption = QLabel()
        self._caption.setFont(theme.font("small"))
        self._caption.setProperty("muted", True)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, DatasetButton] = {}
        self._group = QButtonGroup(self)
        pictures = QGridLayout()
        pictures.setSpacing(theme.pixels(8))
        for index, row in enumerate(DATASETS.values()):
            button = self._buttons[row.key] = DatasetButton(theme, row)
            self._group.addButton(button)
            pictures.addWidget(button, index // COLUMNS, index % COLUMNS)
            button.pointed.connect(self._describe)
            button.toggled.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(6))
        layout.addLayout(pictures)
        layout.addWidget(self._caption)
        layout.addSpacing(theme.pixels(4))

    def show_choice(self, key: str, noise: float) -> None:
        """Frame a data set and draw all of them with this much noise."""
        if key != self._key:
            self._key = key
            self._buttons[key].setChecked(True)
            self._keep_one_tab_stop()
            self._describe()
        for button in self._buttons.values():
            button.show_noise(noise)

    def _keep_one_tab_stop(self) -> None:
        """Let Tab reach the chosen picture only; arrow keys go to the others."""
        for button in self._buttons.values():
            chosen = button.row.key == self._key
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )

    def _describe(self, pointed: str = "") -> None:
        self._caption.setText(description(DATASETS[pointed or self._key]))

    def _take(self) -> None:
        button = self._group.checkedButton()
        if isinstance(button, DatasetButton) and button.row.key != self._key:
            self._key = button.row.key
            self._keep_one_tab_stop()
            self._describe()
            self.chosen.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()), 0)
        keys = list(self._buttons)
        target = keys.index(self._key) + step
        if step and 0 <= target < len(keys):
            self._buttons[keys[target]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[keys[target]].click()
        else:
            super().keyPressEvent(event)
