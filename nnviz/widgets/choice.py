"""Choice: one row of a table, from a drop-down list."""

from collections.abc import Mapping
from html import escape
from typing import Protocol

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.formula import formula_html
from nnviz.widgets.override_guard import guarded

LEAST_WIDTH, HEIGHT = 64, 28
FORMULA_SIZE = 20
FORMULA_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_ROWS = 20  # in the list before it scrolls


class LabelledRow(Protocol):
    """A row of a table that a person can choose."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...


@guarded
class Choice(QComboBox):
    """Offers the rows of a table by their labels."""

    chosen = Signal(str)  # the row's key; only what a person chose

    def __init__(
        self, theme: Theme, table: Mapping[str, LabelledRow], parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._theme = theme
        self._least_width, self._height = theme.pixels(LEAST_WIDTH), theme.pixels(HEIGHT)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(MOST_ROWS)
        self.setItemDelegate(_Rows(self))  # the plain one ignores the style sheet
        for index, row in enumerate(table.values()):
            self.addItem(tr(row.label), row.key)
            self.setItemData(index, getattr(row, "formula", ""), FORMULA_ROLE)
        self.activated.connect(self._take)

    def show_key(self, key: str) -> None:
        """Show a row as the chosen one."""
        self._key = key
        self.setCurrentIndex(self.findData(key))

    def disable(self, reasons: Mapping[str, str], hints: Mapping[str, str] | None = None) -> None:
        """Offer every row but these, which say why they cannot be chosen; others have hints."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for index in range(self.count()):
            key, item = self.itemData(index), model.item(index)
            reason = reasons.get(key, "")
            item.setEnabled(not reason)
            item.setToolTip(reason or (hints or {}).get(key, ""))

    def shown_width(self) -> int:
        """Return the width at which the chosen row's label is written in full."""
        widest = max(map(self._text_width, range(self.count())))
        return super().sizeHint().width() - widest + self._text_width(self.currentIndex())

    def explanation(self, index: int, hint: str) -> str:
        """Return a row's label, a hint and its formula, as rich text for a tooltip."""
        parts = [escape(text) for text in (self.itemText(index), hint) if text]
        if formula := self.itemData(index, FORMULA_ROLE):
            color, size = self._theme.color("text"), self._theme.pixels(FORMULA_SIZE)
            parts.append(formula_html(formula, color, size))
        return "".join(f"<p>{part}</p>" for part in parts)

    def _text_width(self, index: int) -> int:
        return self.fontMetrics().horizontalAdvance(self.itemText(index))

    def _take(self, index: int) -> None:
        key = str(self.itemData(index))
        if key != self._key:
            self._key = key
            self.chosen.emit(key)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self._shortened(option)

    def _shortened(self, option: QStyleOptionComboBox) -> str:
        """Return the label as far as there is room for it, ending in an ellipsis."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        text = self.currentText()
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())

    def showPopup(self) -> None:
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width()  # needed on a low screen
        view.setMinimumWidth(view.sizeHintForColumn(0) + bar + 2 * view.frameWidth())
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.explanation(self.currentIndex(), self.toolTip())
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # while the column scrolls, the chosen row must stay chosen

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_width, self._height)


@guarded
class _Rows(QStyledItemDelegate):
    """Draws the list's rows, and explains the one that is pointed at."""

    def __init__(self, choice: Choice):
        super().__init__(choice)
        self._choice = choice

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        hint = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        row, viewport = view.visualRect(index), view.viewport()
        beside = viewport.mapToGlobal(row.topRight()) - QPoint(0, row.height())  # not over the list
        QToolTip.showText(beside, self._choice.explanation(index.row(), hint), viewport, row)
        return True
