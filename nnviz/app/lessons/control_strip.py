"""ControlStrip: the controls of a step side by side, below the views of the projector."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from nnviz.app.lessons.controls import Controls
from nnviz.theme import Theme

MARGIN, ABOVE = 20, 8


class ControlStrip(QFrame):
    """As high as its controls; hidden where a step has none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("controlStrip")
        self.controls: Controls | None = None
        self._layout = QHBoxLayout(self)
        margin, above = theme.pixels(MARGIN), theme.pixels(ABOVE)
        self._layout.setContentsMargins(margin, above, margin, above)
        self.hide()

    def hold(self, controls: Controls | None) -> None:
        """Show these controls instead of those there are, None: none."""
        before, self.controls = self.controls, controls
        if before is not None:
            self._layout.removeWidget(before)
            before.hide()
            before.deleteLater()
        if controls is not None:
            self._layout.addWidget(controls)
        self.setVisible(controls is not None)
