"""What there is to choose of a layer beyond its size and activation, in a frame that pops up."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.catalog import catalog
from nnviz.engine.layers.dense import Dense
from nnviz.experiment.choice_rows import ChoiceRow
from nnviz.experiment.choices import LAYER_CHOICES, NUMBERS
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.network.controls import OptionsButton, set_usable
from nnviz.views.plotting.layer_words import extras
from nnviz.widgets.choice import Choice
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.labelled_slider import LabelledSlider
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.scales import Percent
from nnviz.widgets.settings_fields import SettingsFields

WIDTH = 264


@dataclass(frozen=True)
class Pieces:
    """How many sums a neuron takes the largest of; its key is the number."""

    key: str
    label: str


PIECES = catalog(
    Pieces("1", "None"),
    Pieces("2", "2 pieces"),
    Pieces("3", "3 pieces"),
    Pieces("4", "4 pieces"),
)


@guarded
class LayerOptions(QFrame):
    """The options of one layer, taken at once; an output layer has fewer than a hidden one."""

    changed = Signal(object)  # the changed fields of the layer, a dict
    spread = Signal()  # these are wanted for all hidden layers

    def __init__(self, theme: Theme, layer: str, button: QWidget, *, hidden: bool):
        super().__init__(button, Qt.WindowType.Popup)
        self._theme, self._button, self._hidden = theme, button, hidden
        self.setProperty("popup", True)
        title = QLabel(tr("Options of {layer}", layer=layer))
        title.setFont(theme.font("body", strong=True))
        title.setMinimumWidth(theme.pixels(WIDTH))
        self.setAccessibleName(title.text())
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(*(theme.pixels(side) for side in (16, 10, 16, 12)))
        self.rows.setSpacing(0)  # every row brings its own distance
        self.rows.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.rows.addWidget(title)
        self.rows.addSpacing(theme.pixels(4))
        self._settings = SettingsFields(theme, tr(LAYER_CHOICES["activation"].label))
        self._settings.changed.connect(lambda value: self._offer(activation_settings=value))
        self.rows.addWidget(self._settings)
        self.bias = self._box(LAYER_CHOICES["bias"])
        if hidden:
            self._add_hidden_rows()

    def _add_hidden_rows(self) -> None:
        theme = self._theme
        self.batch_norm = self._box(LAYER_CHOICES["batch_norm"])
        maxout, dropout = LAYER_CHOICES["pieces"], NUMBERS["hidden_layers.dropout"]
        self.pieces = Choice(theme, PIECES)
        self.pieces.chosen.connect(lambda key: self._offer(pieces=int(key)))
        name, hint = QLabel(tr(maxout.title)), tr(maxout.hint)
        self.rows.addWidget(FormRow(theme, name, self.pieces, hint))
        share = Percent(dropout.low, dropout.high)
        self.dropout = LabelledSlider(theme, tr(dropout.label), tr(dropout.hint), share)
        self.dropout.changed.connect(lambda share: self._offer(dropout=share))
        self.rows.addWidget(self.dropout)
        self.for_all = QPushButton(tr("Use for all hidden layers"))
        self.for_all.setToolTip(
            tr("Gives all hidden layers this activation and these options, not the neurons.")
        )
        self.for_all.clicked.connect(self.spread)
        self.rows.addSpacing(theme.pixels(8))
        self.rows.addWidget(self.for_all)

    def offer_spreading(self, offered: bool, usable: bool) -> None:
        """Show the button for all hidden layers; it cannot be used where they do not differ."""
        self.for_all.setVisible(offered)
        set_usable(self.for_all, usable, self.bias)

    def _box(self, row: ChoiceRow) -> QCheckBox:
        box = QCheckBox(tr(row.label))
        box.setToolTip(tr(row.hint))
        box.setMinimumHeight(self._theme.pixels(32))
        box.toggled.connect(lambda ticked: self._offer(**{row.key: ticked}))
        self.rows.addWidget(box)
        return box

    def show_layer(self, layer: Dense) -> None:
        """Show a layer's options without offering them as a change."""
        self._settings.show_settings(layer.activation_settings)
        self._tick(self.bias, layer.bias)
        if self._hidden:
            self._tick(self.batch_norm, layer.batch_norm)
            self.pieces.show_key(str(layer.pieces))
            self.dropout.show_value(layer.dropout)

    @staticmethod
    def _tick(box: QCheckBox, ticked: bool) -> None:
        with QSignalBlocker(box):
            box.setChecked(ticked)

    def _offer(self, **changes: Any) -> None:
        self.changed.emit(changes)

    def pop_up(self) -> None:
        """Open beside the column, so that the layer can be seen, and within the screen."""
        self.ensurePolished()
        size, gap = self.sizeHint(), self._theme.pixels(4)
        screen = self._button.screen().availableGeometry()
        column = self._button.parentWidget() or self._button
        left = column.mapToGlobal(QPoint(column.width() + gap, 0)).x()
        if left + size.width() > screen.right():
            left = max(screen.left(), column.mapToGlobal(QPoint(-gap, 0)).x() - size.width())
        top = self._button.mapToGlobal(QPoint()).y()
        self.move(left, max(screen.top(), min(top, screen.bottom() - size.height())))
        self.show()
        self.bias.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close by a click on the button too, which must not open it again."""
        place = self._button.mapFromGlobal(event.globalPosition().toPoint())
        on_button = self._button.rect().contains(place)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, on_button)
        super().mousePressEvent(event)


class LayerOptionsButton(OptionsButton):
    """Opens a layer's options; in colour where some are not the plain layer's."""

    changed = Signal(object)  # the changed fields of the layer, a dict
    spread = Signal()  # they are wanted for all hidden layers

    def __init__(self, theme: Theme, name: str, *, hidden: bool):
        super().__init__(theme, tr("Options of {layer}", layer=name))
        self._name, self._hidden = name, hidden
        self._shown: Dense | None = None
        self._spreading = (False, False)
        self.options: LayerOptions | None = None  # made when first wanted
        self.clicked.connect(self._open)

    def show_layer(self, layer: Dense) -> None:
        """Show this layer's options."""
        self._shown = layer
        self.tell(" · ".join(extras(layer)))
        if self.options is not None:
            self.options.show_layer(layer)

    def offer_spreading(self, offered: bool, usable: bool) -> None:
        """Offer to use the options for all hidden layers; they may be alike already."""
        self._spreading = (offered, usable)
        if self.options is not None:
            self.options.offer_spreading(offered, usable)

    def close_options(self) -> None:
        """Close the options, if they are open."""
        if self.options is not None:
            self.options.close()

    @Slot()
    def _open(self) -> None:
        if self._shown is None:
            return
        if self.options is None:
            self.options = LayerOptions(self._theme, self._name, self, hidden=self._hidden)
            self.options.changed.connect(self.changed)
            self.options.spread.connect(self.spread)
        self.options.show_layer(self._shown)
        if self._hidden:
            self.options.offer_spreading(*self._spreading)
        self.options.pop_up()
