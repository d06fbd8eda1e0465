"""The buttons below the columns of which only a part is shown: which part, and on to the next."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.network.controls import ListChip
from nnviz.views.network.layout import Column, Layout

BELOW = 4.0  # the last neuron


class PageButton(ListChip):
    """Says which neurons are shown, and asks for the next ones."""

    def __init__(self, theme: Theme, layer: int, parent: QWidget):
        super().__init__(theme, "", parent)
        self.layer = layer

    def tell(self, column: Column, room: float) -> None:
        """Say which neurons of a column are shown, in short where there is little room."""
        first, last, count = column.first + 1, column.first + column.shown, column.units
        self.setText(tr("{first}–{last} of {count}", first=first, last=last, count=count))
        if self.sizeHint().width() > room:
            self.setText(f"{first}–{last}")
        words = tr(
            "Neurons {first} to {last} of this layer's {count} are drawn. A click shows the next, "
            "the mouse wheel goes both ways. All of them are computed and trained.",
            first=first,
            last=last,
            count=count,
        )
        self.setToolTip(words)
        self.setAccessibleName(words)


class PageButtons(QObject):
    """One button a column that is shown in part; the same ones as long as there are such."""

    turned = Signal(int)  # the layer of which other neurons are wanted

    def __init__(self, theme: Theme, canvas: QWidget):
        super().__init__(canvas)
        self._theme, self._canvas = theme, canvas
        self._buttons: dict[int, PageButton] = {}

    def stand(self, layout: Layout) -> None:
        """Stand below these columns."""
        for layer, button in self._buttons.items():
            if layer >= len(layout.columns):
                button.hide()
        for layer, column in enumerate(layout.columns):
            if column.shown < column.units:
                self._place(self._button(layer), column, layout.spacing)
            elif layer in self._buttons:
                self._buttons[layer].hide()

    def _button(self, layer: int) -> PageButton:
        if layer not in self._buttons:
            button = PageButton(self._theme, layer, self._canvas)
            button.clicked.connect(self._turn)
            self._buttons[layer] = button
        return self._buttons[layer]

    def _place(self, button: PageButton, column: Column, room: float) -> None:
        button.tell(column, room)
        size = button.sizeHint()
        top = column.neurons[-1].bottom() + BELOW * self._theme.figure_factor
        button.setGeometry(
            round(column.x - size.width() / 2), round(top), size.width(), size.height()
        )
        button.show()

    @Slot()
    def _turn(self) -> None:
        button = self.sender()
        if isinstance(button, PageButton):
            self.turned.emit(button.layer)
