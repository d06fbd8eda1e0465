"""A layout that sets widgets side by side, and goes on in the next line where the width ends."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from nnviz.widgets.override_guard import guarded


@guarded
class Flow(QLayout):
    """Lines of widgets, as many lines as the width asks for."""

    def __init__(self, gap: int, line_gap: int):
        super().__init__()
        self._gap, self._line_gap = gap, line_gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def _arrange(self, width: int, place_at: QRect | None = None) -> int:
        """Return the height the items need at this width; put them there if `place_at`."""
        left = top = line_height = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + line_height + self._line_gap
                line_height = 0
            if place_at is not None:
                item.setGeometry(QRect(place_at.topLeft(), size).translated(left, top))
            left += size.width() + self._gap
            line_height = max(line_height, size.height())
        return top + line_height

    # Qt's

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect.width(), rect)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return QSize(max(widths, default=0), self._arrange(10**6))
