"""Which texts of a window cannot be read to their end."""

from collections.abc import Iterator

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from nnviz.widgets.choice import Choice

LINE_EDIT_MARGIN = 2  # that Qt leaves before and behind the text
SLACK = 1  # pixels, as widths are rounded


def cut_texts(root: QWidget) -> list[str]:
    """Return every visible text that is too wide for its place, or reaches over an edge."""
    return sorted(f"{text}: {why}" for text, why in _complaints(root))


def _complaints(root: QWidget) -> Iterator[tuple[str, str]]:
    for widget in root.findChildren(QWidget):
        text = _text(widget)
        if not text or not widget.isVisible():
            continue
        needed, given = _needed(widget), _given(widget)
        if needed > given + SLACK:
            yield text, f"needs {needed}, has {given}"
        if isinstance(widget, QLabel) and widget.wordWrap():
            high = widget.heightForWidth(widget.width())
            if high > widget.height() + SLACK:
                yield text, f"needs {high} in height, has {widget.height()}"
        for above in _ancestors(widget, root):
            place = QRect(widget.mapTo(above, QPoint()), widget.size())
            if place.left() < -SLACK or place.right() > above.rect().right() + SLACK:
                yield text, f"reaches over the edge of {type(above).__name__}"
                break


def _ancestors(widget: QWidget, root: QWidget) -> Iterator[QWidget]:
    while widget is not root and not widget.isWindow():
        widget = widget.parentWidget()
        yield widget


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QToolButton) and _has_no_words(widget):
        return ""
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return ""


def _has_no_words(button: QToolButton) -> bool:
    return (
        button.toolButtonStyle() == QtCore.Qt.ToolButtonStyle.ToolButtonIconOnly
        and not button.icon().isNull()
    )


def _given(widget: QWidget) -> int:
    if not isinstance(widget, QLineEdit):
        return widget.width()
    option, part = QStyleOptionFrame(), QStyle.SubElement.SE_LineEditContents
    widget.initStyleOption(option)
    margins = widget.textMargins()
    inner = widget.style().subElementRect(part, option, widget).width()
    return inner - margins.left() - margins.right() - 2 * LINE_EDIT_MARGIN


def _needed(widget: QWidget) -> int:
    advance = widget.fontMetrics().horizontalAdvance
    if isinstance(widget, Choice):
        return min(widget.shown_width(), widget.sizeHint().width())
    if isinstance(widget, QComboBox):
        return advance(widget.currentText())
    if isinstance(widget, QLineEdit):
        return advance(widget.text())
    if isinstance(widget, QLabel):
        return 0 if widget.wordWrap() else _label_width(widget)
    if isinstance(widget, QToolButton):
        icon = 0 if widget.icon().isNull() else widget.iconSize().width()
        return advance(widget.text()) + icon
    return advance(widget.text())


def _label_width(label: QLabel) -> int:
    if Qt.mightBeRichText(label.text()) and label.textFormat() != QtCore.Qt.TextFormat.PlainText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(label.text())
        return round(document.idealWidth() - 2 * document.documentMargin())
    return label.fontMetrics().size(0, label.text()).width() + label.contentsMargins().left()
