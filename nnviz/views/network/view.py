"""The network as a diagram of neurons and weights, in which it is also built and edited."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnviz.experiment import MAX_HIDDEN_LAYERS, Experiment
from nnviz.kept import kept
from nnviz.language import tr
from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.canvas import Canvas
from nnviz.views.network.column_header import SPACE, Header, header_height
from nnviz.views.network.controls import StepButton, set_usable
from nnviz.views.network.inner_numbers import LAST_STEP
from nnviz.views.network.input_header import InputHeader
from nnviz.views.network.layer_headers import (
    HiddenHeader,
    OutputHeader,
    with_layer_added,
    with_layer_removed,
)
from nnviz.views.network.layout import minimum_size, spacing_of
from nnviz.views.network.names import summary
from nnviz.views.view import View
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import ShortenedLabel

HIGH = 440.0  # pixels of the design that leave room for a second row of features
PLAIN_SPACING = 64.0  # of columns without controls over them
SPARE_MS = 40  # from one header that is made before it is wanted to the next


@guarded
class NetworkView(View):
    """Columns of neurons from inputs to output, with the builder's controls over them."""

    needs: ClassVar[frozenset[str]] = frozenset({"responses"})

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        reduced_motion: bool | None = None,
    ):
        super().__init__(theme, parent)
        self._drawn: Experiment | None = None
        self._told: Experiment | None = None  # may be ahead of what is drawn
        self._plain = self._stacked = False
        self._crowded = False  # in the projector: no room for controls over the columns
        self._tall = False  # the headers: as stacked, or as the features need two rows
        self._note_height = 0  # of the longest of what is written below their controls
        still = theme.reduced_motion if reduced_motion is None else reduced_motion
        self.canvas = Canvas(theme, still)
        self.headers: list[Header] = []  # of the columns there are
        self._hidden: list[HiddenHeader] = []  # of layers there are or may be
        self._in_order: list[QWidget] = []  # of the Tab key
        self._spare = QTimer(self, interval=SPARE_MS)
        self._spare.timeout.connect(self._make_spare)
        self._add_rows(self._title_row())
        self.canvas.picked.connect(self.select)
        self.canvas.parameter_edited.connect(self._pass_on_parameter)
        self.canvas.arranged.connect(self._place_headers)
        self.canvas.reached.connect(self._bring_into_sight)
        self.setMinimumSize(theme.pixels(320), theme.pixels(240))

    def _title_row(self) -> QHBoxLayout:
        theme = self.theme
        self.hint = ShortenedLabel(
            theme, "small", tr("Point at anything to see its number, click to edit it")
        )
        self.fewer_layers = StepButton(theme, "-", tr("Remove the last hidden layer"), tr("layer"))
        self.more_layers = StepButton(theme, "+", tr("Add a hidden layer"), tr("layer"))
        self.fewer_layers.clicked.connect(self._remove_layer)
        self.more_layers.clicked.connect(self._add_layer)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        row.addWidget(self.hint, 1)
        row.addWidget(self.fewer_layers)
        row.addWidget(self.more_layers)
        return row

    def _add_rows(self, title_row: QHBoxLayout) -> None:
        theme = self.theme
        self._corner = QWidget(self)  # first, as it is for the Tab key
        self._corner.setLayout(title_row)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.canvas)
        self.summary = ShortenedLabel(theme, "small")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignCenter)
        margin = theme.pixels(8)
        rows = QVBoxLayout(self)
        side = margin if theme.projected else 2 * margin
        below = margin // 2 if theme.projected else margin
        rows.setContentsMargins(side, margin // 2, side, below)
        rows.setSpacing(margin // 2)
        rows.addWidget(self.area, 1)
        if theme.projected:  # the buttons stand over the corner in which nothing is drawn
            self.canvas.least_spacing = PLAIN_SPACING
            self.hint.hide()
            self.summary.hide()
        else:
            rows.insertWidget(0, self._corner)
        rows.addWidget(self.summary)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.color("background"))
        self.setPalette(palette)

    # What is shown

    @property
    def reduced_motion(self) -> bool:
        """Whether the dashes stand still while training."""
        return self.canvas.reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self.canvas.reduced_motion = reduced

    def draw(self, snapshot: Snapshot) -> None:
        changed = snapshot.experiment != self._drawn
        self._drawn = snapshot.experiment
        if changed and (self._have_headers(len(self._drawn.hidden_layers)) or not self._told):
            self._show_choices()
        self.canvas.draw(snapshot)
        if changed:
            self._fit()

    def prepared(self, snapshot: Snapshot) -> Iterator[None]:
        while len(self._hidden) < len(snapshot.experiment.hidden_layers):
            self._make_spare()
            yield

    def show_experiment(self, experiment: Experiment) -> None:
        self._told = experiment
        self._show_choices()

    def show_selection(self, selection: Selection) -> None:
        super().show_selection(selection)
        self.canvas.show_selection(selection)
        self.wishes = frozenset({LAST_STEP} if self.canvas.target else ())

    def hide_controls(self) -> None:
        self._plain = True
        self.canvas.least_spacing = PLAIN_SPACING
        self.canvas.exact = True
        self.canvas.ground = self.palette().color(QPalette.ColorRole.Window)
        for widget in (self.hint, self.fewer_layers, self.more_layers):
            widget.hide()
        for header in self.headers:
            header.hide_controls()

    @property
    def _experiment(self) -> Experiment | None:
        """What edits build on: the choices as they are now, whatever is drawn still."""
        return self._told or self._drawn

    def _show_choices(self) -> None:
        experiment = self._experiment
        if experiment is None:
            return
        layers = len(experiment.hidden_layers)
        for header in self.headers:
            header.show_experiment(experiment)
        self._order_tabs()
        set_usable(self.fewer_layers, layers > 0, self.more_layers)
        set_usable(self.more_layers, layers < MAX_HIDDEN_LAYERS, self.fewer_layers)
        self.summary.setText(summary(experiment))

    def _have_headers(self, hidden: int) -> bool:
        """Have one header a column, the same widgets as ever; say whether others are there now."""
        before = self.headers
        while len(self._hidden) < hidden:
            self._add_hidden_header()
        inputs, output = (before[0], before[-1]) if before else self._outer_headers()
        self.headers = [inputs, *self._hidden[:hidden], output]
        for header in self.headers:
            header.show()
        for spare in self._hidden[hidden:]:
            spare.put_away()
        return self.headers != before

    def _outer_headers(self) -> tuple[Header, Header]:
        if not self._plain:
            self._spare.start()
        inputs, output = InputHeader(self.theme), OutputHeader(self.theme)
        self._adopt(inputs)
        self._adopt(output)
        return inputs, output

    def _add_hidden_header(self) -> None:
        header = HiddenHeader(self.theme, len(self._hidden) + 1)
        self._hidden.append(header)
        self._adopt(header)

    @Slot()
    def _make_spare(self) -> None:
        """Make one more header than is wanted yet: many at once would take long."""
        if len(self._hidden) < MAX_HIDDEN_LAYERS:
            self._add_hidden_header()
            self._hidden[-1].prepare()
        else:
            self._spare.stop()

    def _order_tabs(self) -> None:
        controls = [control for header in self.headers for control in header.focusable()]
        if controls == self._in_order:
            return
        self._in_order = controls
        for first, second in pairwise([*controls, self.canvas]):
            self.setTabOrder(first, second)

    def _adopt(self, header: Header) -> None:
        header.hide()
        header.setParent(self.canvas)
        header.edited.connect(self.edited)
        header.entered.connect(self.canvas.forget)
        if self._plain:
            header.hide_controls()

    # Where it is

    def _fit(self) -> None:
        """Give the canvas the size it needs and the headers their form."""
        if not self.headers:
            return
        frame = self.canvas.frame()
        width, _ = minimum_size(len(self.headers), frame)
        room = max(self.area.viewport().width(), round(width))
        self._stand_controls(room / len(self.headers) - 2 * self.theme.pixels(4))
        self.canvas.set_header(header_height(self.theme, self._rows, self._note_height))
        width, height = minimum_size(len(self.headers), self.canvas.frame())
        self.canvas.setMinimumSize(round(width), round(height))
        self._place_headers()
        if self.theme.projected:
            self._place_corner()

    @property
    def _roomy(self) -> bool:
        """Whether what stands over the columns may take up more than the least height."""
        return self._plain or self.area.viewport().height() >= self.theme.pixels(HIGH)

    @property
    def _rows(self) -> int:
        """How many rows of controls stand over the columns."""
        return 0 if self._crowded else 2 if self._tall else 1

    def _stand_controls(self, room: float) -> None:
        """Decide what stands in two rows in columns of this width."""
        features, *layers = (header.row_width() for header in self.headers)
        if self.theme.projected:
            spacing = spacing_of(len(self.headers), self.canvas.frame())
            room = spacing - self.theme.pixels(SPACE)
            self._crowded = max(header.least_width() for header in self.headers) > room
        plain = self._plain or self._crowded
        self._stacked = not plain and max(layers) > room
        self._tall = not plain and (self._stacked or (features > room and self._roomy))
        for header in self.headers:
            header.show_plain(plain)

    @Slot()
    def _place_headers(self) -> None:
        layout = self.canvas.layout_
        if layout is None or len(layout.columns) != len(self.headers):
            return
        space, places = self.theme.pixels(4), [column.x for column in layout.columns]
        rooms = [min(layout.spacing - space, 2 * min(x, layout.width - x)) for x in places]
        both = list(zip(self.headers, rooms, strict=True))
        note_height = max(header.fit_note(round(room), self._roomy) for header, room in both)
        if note_height != self._note_height:
            self._note_height = note_height
            self._fit()
            return
        height = header_height(self.theme, self._rows, note_height)
        for (header, room), x in zip(both, places, strict=True):
            two_rows = self._tall if header is self.headers[0] else self._stacked
            header.fit(round(room), two_rows)
            header.fit_words(round(room))
            header.setGeometry(round(x - room / 2), 0, round(room), height)

    @Slot(QRect)
    def _bring_into_sight(self, place: QRect) -> None:
        middle = place.center()
        self.area.ensureVisible(middle.x(), middle.y(), place.width() // 2, place.height() // 2)

    # What is built

    @Slot()
    def _add_layer(self) -> None:
        base = self._experiment
        if base is not None and len(base.hidden_layers) < MAX_HIDDEN_LAYERS:
            self.edited.emit(with_layer_added(base))

    @Slot()
    def _remove_layer(self) -> None:
        base = self._experiment
        if base is not None and base.hidden_layers:
            self.edited.emit(with_layer_removed(base))

    @Slot(int, float)
    def _pass_on_parameter(self, index: int, value: float) -> None:
        """Pass a weight on, unless another network has come that is not drawn yet."""
        drawn, now = self._drawn, self._experiment
        if drawn and now and kept(drawn, now).places:
            self.parameter_edited.emit(index, value)

    def _place_corner(self) -> None:
        """Put the layers' buttons at the bottom right, without words where little room is left."""
        word = "" if self._crowded else tr("layer")
        for button in (self.fewer_layers, self.more_layers):
            if button.text() != word:
                button.setText(word)
                button.updateGeometry()
        place = QRect(QPoint(), self._corner.sizeHint())
        place.moveBottomRight(self.area.geometry().bottomRight())
        self._corner.setGeometry(place)
        self._corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
