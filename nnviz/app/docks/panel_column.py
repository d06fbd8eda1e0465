"""PanelColumn: the panels, one below the other, at the left of the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.panels import PanelRow
from nnviz.panels.panel import Panel
from nnviz.theme import Theme

WIDTH, LEAST_WIDTH, MOST_WIDTH = 312, 240, 360


class PanelColumn(QDockWidget):
    """Can be hidden as a whole, and shows the panels that are wanted."""

    edited = Signal(object)  # Experiment

    def __init__(self, theme: Theme, parent: QWidget):
        super().__init__(tr("Settings"), parent)
        self.setObjectName("panels-dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setTitleBarWidget(QWidget())
        self._theme = theme
        self._panels: dict[str, Panel] = {}
        self._sections: dict[str, list[QWidget]] = {}
        column = QWidget()
        column.setObjectName("panels")
        self._layout = QVBoxLayout(column)
        margin = theme.pixels(16)
        self._layout.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self._layout.setSpacing(margin // 2)
        self._layout.addStretch()
        self.setWidget(self._make_area(column))

    @property
    def controls(self) -> frozenset[str]:
        """The keys of the panels that are shown."""
        if self.isHidden():
            return frozenset()
        return frozenset(key for key, panel in self._panels.items() if not panel.isHidden())

    def show_controls(self, controls: frozenset[str] | None) -> None:
        """Show these panels, or all; without any of them, the column is hidden as it is."""
        shown = [key for key in self._panels if controls is None or key in controls]
        self.setVisible(bool(shown))
        if not shown:
            return
        for key, section in self._sections.items():
            for part in section:
                part.setVisible(key in shown)
        self._sections[shown[0]][0].hide()  # no line above the first heading

    def show_experiment(self, experiment: Experiment) -> None:
        for panel in self._panels.values():
            panel.show_experiment(experiment)

    def add(self, row: PanelRow) -> None:
        """Add a panel below those there are."""
        panel = row.factory(self._theme)
        panel.edited.connect(self.edited)
        heading = QLabel(tr(row.label))
        heading.setFont(self._theme.font("body", strong=True))
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setProperty("rule", True)
        if not self._panels:
            rule.hide()
        self._panels[row.key] = panel
        self._sections[row.key] = [rule, heading, panel]
        for part in self._sections[row.key]:
            self._layout.insertWidget(self._layout.count() - 1, part)

    def _make_area(self, column: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column)
        area.setMinimumWidth(self._theme.pixels(LEAST_WIDTH))
        area.setMaximumWidth(self._theme.pixels(MOST_WIDTH))
        return area
