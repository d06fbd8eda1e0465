"""Loss view: how loss and accuracy (or R²) went, epoch by epoch, on training and test data."""

from dataclasses import dataclass
from math import inf, log10, nan
from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from nnviz.engine.losses import LOSSES
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.loss.line_key import LineKey
from nnviz.views.plotting.axis_ticks import decade_ticks, nice_above, round_ticks, whole_ticks
from nnviz.views.plotting.colors import Limits
from nnviz.views.plotting.curve_smoothing import SMOOTHEST, at_most, is_noisy, smoothed, thinned
from nnviz.views.plotting.departure_arrows import INSET, arrow_item, show_arrows
from nnviz.views.plotting.plot import (
    LevelLines,
    Pointer,
    add_curve,
    empty_label,
    label_axis,
    line_pen,
    make_plot,
    set_ticks,
)
from nnviz.views.plotting.plot_items import scatter_item, upright_line
from nnviz.views.plotting.switch import Switch
from nnviz.views.view import View
from nnviz.widgets.decimals import decimal_text
from nnviz.widgets.override_guard import guarded

BINS = 500  # a raw line has at most 2 · BINS + 1 points
HIGHEST_LOSS = 1e300  # above it no axis has an end
LEAST_LOSS = 1e-12  # below it a logarithmic axis shows nothing more


@dataclass(frozen=True, eq=False)
class Progress:
    """One quantity over the epochs, the latest that was measured last."""

    epochs: Array
    train: Array
    test: Array

    @classmethod
    def of(cls, snapshot: Snapshot, quantity: str) -> "Progress":
        """Read `loss` or `score` out of a snapshot; the history may be ahead of its metrics."""
        now, epochs = snapshot.moment_of("metrics").epochs, snapshot.column("epoch")
        before, after = epochs < now, epochs > now

        def with_latest(rows: Array, latest: float) -> Array:
            return np.concatenate([rows[before], [latest], rows[after]])

        train, test = (
            with_latest(snapshot.column(name), getattr(snapshot.metrics, name))
            for name in (f"train_{quantity}", f"test_{quantity}")
        )
        return cls(with_latest(epochs, now), train, test)


@guarded
class LossView(View):
    """A chart of one quantity with a cursor."""

    needs: ClassVar[frozenset[str]] = frozenset({"metrics"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._progress: Progress | None = None
        self._pointed: float | None = None
        self._bare = False  # without what can only be used
        self._ranges: tuple[object, ...] = ()
        self._limits: Limits = (0.0, 1.0)  # of the upright axis
        self._metrics = QFontMetricsF(theme.font("small"))
        self._make_plot()
        self._make_controls()
        self._lay_out()

    # Making

    def _make_plot(self) -> None:
        theme = self.theme
        self.plot = make_plot(theme)
        self.plot.setMinimumSize(theme.pixels(120), theme.pixels(90))
        label_axis(self.plot, "bottom", tr("Epoch"), theme)
        self._levels = LevelLines(theme, self.plot)
        self._pens = {
            "train": line_pen(theme, theme.color("train_line"), 2.0),
            "test": line_pen(theme, theme.color("test_line"), 2.0),
        }
        self._pens["test"].setDashPattern([4.0, 2.5])
        self._pens["test"].setCapStyle(Qt.PenCapStyle.FlatCap)
        self.raw, self.smooth = {}, {}
        for height, kind in enumerate(("test", "train")):
            faint = line_pen(
                theme,
                theme.visible_line(theme.color(f"{kind}_line"), theme.color("surface"), 0.3),
                1.0,
            )
            self.raw[kind] = add_curve(self.plot, faint, height)
            self.smooth[kind] = add_curve(self.plot, self._pens[kind], 10 + height)
        cursor = line_pen(theme, theme.color("border"), 1.0)
        self.cursor_line = upright_line(cursor)
        self.cursor_line.setVisible(False)
        self.plot.getPlotItem().addItem(self.cursor_line, ignoreBounds=True)
        self._dot_fills = [pg.mkBrush(self._pens[kind].color()) for kind in ("train", "test")]
        outline = line_pen(theme, theme.color("surface"), 1.5)
        size = theme.pixels(9)
        self._dots = scatter_item(size=size, pen=outline)
        self._dots.setZValue(30)
        self.plot.getPlotItem().addItem(self._dots, ignoreBounds=True)
        self.arrows = arrow_item(theme, self.plot)
        Pointer(self.plot).moved.connect(self.point_at)

    def _make_controls(self) -> None:
        theme = self.theme
        words = [("loss", tr("Loss")), ("score", tr("Accuracy"))]
        self._switch = Switch(theme, words, tr("Quantity"))
        self._switch.changed.connect(self._redraw)
        self._log_box = QCheckBox(tr("Log scale"))
        self._log_box.setObjectName("log_scale")
        self._log_box.setFont(theme.font("small"))
        self._log_box.setChecked(True)
        self._log_box.toggled.connect(self._redraw)
        self.key = LineKey(theme, self._pens)
        self.empty = empty_label(theme, tr("Press Train: the loss will be drawn here."))

    def _lay_out(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(4))
        column.setSpacing(theme.pixels(4))
        self._row = QHBoxLayout()
        self._row.addWidget(self._switch)
        self._row.addStretch(1)
        self._row.addWidget(self._log_box)
        column.addLayout(self._row)
        column.addWidget(self.key)
        column.addWidget(self.empty, 1)
        column.addWidget(self.plot, 1)
        item = self.plot.getPlotItem()
        item.layout.setContentsMargins(0, theme.pixels(8), theme.pixels(20), 0)
        item.getAxis("bottom").setHeight(theme.pixels(36))
        self._show_empty(True)

    def _show_empty(self, empty: bool) -> None:
        self.empty.setVisible(empty)
        self.plot.setVisible(not empty)
        self.key.setVisible(not empty)

    # Drawing

    def draw(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        empty = snapshot.iteration == 0
        if empty is not self.empty.isVisibleTo(self):
            self._show_empty(empty)
        self._switch.rename("score", tr("Accuracy") if snapshot.data.classes else "R²")
        self._log_box.setVisible(self._quantity == "loss" and not self._bare)
        if empty:
            return
        self._progress = Progress.of(snapshot, self._quantity)
        self._show_lines(self._progress)
        self._show_ranges(self._progress)
        self._show_arrows(self._progress)
        self._show_numbers()
        self.plot.paint_with_others()

    def hide_controls(self) -> None:
        self._bare = True
        self._switch.hide()
        self._log_box.hide()

    @Slot()
    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)

    @property
    def _quantity(self) -> str:
        return self._switch.chosen

    @property
    def _logarithmic(self) -> bool:
        return self._quantity == "loss" and self._log_box.isChecked()

    def _scaled(self, values: Array) -> Array:
        if not self._logarithmic:
            return values
        return np.asarray(np.log10(np.maximum(values, LEAST_LOSS)))

    def _show_lines(self, progress: Progress) -> None:
        for kind, values in (("train", progress.train), ("test", progress.test)):
            y = self._scaled(values)
            noisy = is_noisy(y)
            self.raw[kind].setVisible(noisy)
            if noisy:
                self.raw[kind].setData(*thinned(progress.epochs, y, BINS))
                x, y = at_most(progress.epochs, smoothed(y), SMOOTHEST)
            else:
                x, y = thinned(progress.epochs, y, SMOOTHEST // 2)
            self.smooth[kind].setData(x, y, antialias=True)

    def _show_ranges(self, progress: Progress) -> None:
        """Set the axes; round limits, so that they change a few times a second at most."""
        last = nice_above(max(1.0, float(progress.epochs[-1])))
        low, high = self._limits = self._level_range(progress)
        kind = (self._quantity, self._logarithmic, self.level_label(), self._tick_count)
        wanted = (last, low, high, *kind)
        if wanted == self._ranges:
            return
        self._ranges = wanted
        box = self.plot.getPlotItem().getViewBox()
        box.setRange(xRange=(0, last), yRange=(low, high), padding=0)
        set_ticks(self.plot, "bottom", whole_ticks(last, self._tick_count))
        ticks = self._level_ticks(low, high)
        set_ticks(self.plot, "left", ticks)
        widest = max((self._metrics.horizontalAdvance(text) for _, text in ticks), default=0.0)
        axis = self.plot.getPlotItem().getAxis("left")
        axis.setWidth(max(self.theme.pixels(52), widest + self.theme.pixels(24)))
        self._levels.show_levels(ticks, (0, last))
        label_axis(self.plot, "left", self.level_label(), self.theme)

    def _show_arrows(self, progress: Progress) -> None:
        """Point from the end of a line to where it has left the chart."""
        last = self.plot.getPlotItem().getViewBox().viewRange()[0][1]
        x = min(float(progress.epochs[-1]), (1 - INSET / 2) * last)
        ends = (progress.train[-1], progress.test[-1])
        sides = zip(map(self._beyond, ends), self._dot_fills, strict=True)
        show_arrows(self.arrows, [(x, side, fill) for side, fill in sides if side], self._limits)

    def _beyond(self, value: float) -> int:
        """Say whether a value lies above the chart (1), below it (-1) or in it (0)."""
        low, high = self._limits
        if self._logarithmic:
            value = log10(value) if value > 0 else -inf if value == 0 else nan
        slack = 1e-9 * (high - low)
        return int(value > high + slack) - int(value < low - slack)

    @property
    def _tick_count(self) -> int:
        """How many numbers fit below the plot."""
        return max(1, min(4, self.plot.width() // self.theme.pixels(80)))

    def _level_range(self, progress: Progress) -> tuple[float, float]:
        both = np.concatenate([progress.train, progress.test])
        both = np.minimum(both[np.isfinite(both)], HIGHEST_LOSS)
        lowest, highest = (float(both.min()), float(both.max())) if both.size else (0.0, 1.0)
        if self._logarithmic:
            lowest, highest = max(lowest, LEAST_LOSS), max(highest, 10 * LEAST_LOSS)
            below = 1 / nice_above(1 / lowest, (1, 2, 5))
            return float(np.log10(below)), float(np.log10(nice_above(highest * 1.05, (1, 2, 5))))
        if self._quantity == "loss":
            return 0.0, nice_above(highest * 1.02)
        return max(-1.0, np.floor(min(lowest, 0.99) * 10) / 10), 1.02

    def _level_ticks(self, low: float, high: float) -> list[tuple[float, str]]:
        if self._logarithmic:
            return decade_ticks(low, high)
        ticks = round_ticks(low, high)
        return [(level, self._tick_text(level, text)) for level, text in ticks]

    def _tick_text(self, level: float, text: str) -> str:
        return tr("{percent} %", percent=f"{100 * level:.0f}") if self._is_accuracy else text

    @property
    def _is_accuracy(self) -> bool:
        return (
            self._quantity == "score"
            and self._snapshot is not None
            and bool(self._snapshot.data.classes)
        )

    def level_label(self) -> str:
        if self._quantity == "loss":
            key = self._snapshot.experiment.loss if self._snapshot else ""
            name = tr(LOSSES[key].label) if key in LOSSES else ""
            needed = self._metrics.horizontalAdvance(name)
            fits = name and needed <= self.plot.height() - self.theme.pixels(44)
            return name if fits else tr("Loss")
        return tr("Accuracy") if self._is_accuracy else "R²"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._progress is not None:
            self._show_ranges(self._progress)  # the name of the loss may fit now, or no more

    # Numbers

    @Slot(object)
    def point_at(self, place: tuple[float, float] | None) -> None:
        self._pointed = None if place is None else place[0]
        self._show_numbers()

    def _show_numbers(self) -> None:
        """Write the numbers at the cursor, or the latest ones."""
        progress = self._progress
        if progress is None:
            return
        row = len(progress.epochs) - 1
        if self._pointed is not None:
            row = int(np.abs(progress.epochs - self._pointed).argmin())
            self.cursor_line.setPos(progress.epochs[row])
            levels = self._scaled(np.array([progress.train[row], progress.test[row]]))
            self._dots.setData([progress.epochs[row]] * 2, levels, brush=self._dot_fills)
        self._dots.setVisible(self._pointed is not None)
        self.cursor_line.setVisible(self._pointed is not None)
        epoch = progress.epochs[row]
        shown = f"{int(epoch):,}" if epoch >= 10 or epoch == round(epoch) else f"{epoch:.1f}"
        self.key.show_numbers(
            tr("epoch {number}", number=shown),
            *(self._number_text(values[row]) for values in (progress.train, progress.test)),
        )

    def _number_text(self, value: float) -> str:
        if self._is_accuracy:
            return tr("{percent} %", percent=f"{100 * value:.2f}")
        number = decimal_text(value, self.theme.decimals)
        side = self._beyond(value)
        if side > 0:
            return tr("{number}, above the chart", number=number)
        return tr("{number}, below the chart", number=number) if side else number
