"""ActivationChoice: a layer's activation, and a way to use it for all hidden layers."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.network.controls import SmallChoice
from nnviz.widgets.choice import LabelledRow
from nnviz.widgets.override_guard import guarded

ALL = "for all hidden layers"


@guarded
class ActivationChoice(SmallChoice):
    """Its open list can end with a row that is no activation."""

    spread = Signal()  # the one shown is wanted for all hidden layers

    def __init__(
        self,
        theme: Theme,
        table: Mapping[str, LabelledRow],
        layer: str,
        parent: QWidget | None = None,
    ):
        super().__init__(theme, table, parent)
        self._spreads = False
        self.setToolTip(tr("Activation of {layer}", layer=layer))
        self.setAccessibleName(tr("Activation of {layer}", layer=layer))

    def offer_spreading(self, offered: bool) -> None:
        """Offer to use the activation for all hidden layers, or do not."""
        if offered == self._spreads or self.view().isVisible():
            return
        self._spreads = offered
        if offered:
            self.addItem(tr("Use for all hidden layers"), ALL)
            self._enable_spreading(False)
        else:
            self.removeItem(self.findData(ALL))

    def _enable_spreading(self, enabled: bool) -> None:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        if self._spreads:
            model.item(self.findData(ALL)).setEnabled(enabled)

    def _take(self, index: int) -> None:
        if self.itemData(index) != ALL:
            super()._take(index)
            return
        self.show_key(self._key)
        self.spread.emit()

    def showPopup(self) -> None:
        self._enable_spreading(True)  # the arrow keys pass it over while the list is closed
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._enable_spreading(False)
