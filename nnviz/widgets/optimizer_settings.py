"""OptimizerSettingsFields: a field for every number of an optimizer's settings, whichever it is."""

from dataclasses import Field, fields, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.engine.optimizer import OptimizerSettings
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.scales import Ladder, Span, Value, number_text
from nnviz.widgets.value_row import ValueRow


class OptimizerSettingsFields(QWidget):
    """Made anew when the settings become those of another optimizer."""

    changed = Signal(object)  # OptimizerSettings

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._settings = OptimizerSettings()
        self._rows: dict[str, ValueRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)  # every row brings its own distance
        self.hide()

    def show_settings(self, settings: OptimizerSettings) -> None:
        """Show these settings without offering them as a change."""
        if type(settings) is not type(self._settings):
            self._make_rows(settings)
        self._settings = settings
        for name, row in self._rows.items():
            row.show_value(getattr(settings, name))

    def _make_rows(self, settings: OptimizerSettings) -> None:
        for row in self._rows.values():
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = {field.name: self._make_row(field) for field in fields(settings)}
        self.setVisible(bool(self._rows))

    def _make_row(self, field: "Field[float]") -> ValueRow:
        limits = field.metadata
        low, high = limits["low"], limits["high"]
        hint = tr(
            "A setting of the optimizer, from {low} to {high}.",
            low=number_text(low),
            high=number_text(high),
        )
        row = ValueRow(self._theme, tr(limits["label"]), hint, Ladder(Span(low, high), (low, high)))
        row.changed.connect(lambda value, name=field.name: self._take(name, value))
        self._layout.addWidget(row)
        return row

    def _take(self, name: str, value: Value) -> None:
        self.changed.emit(replace(self._settings, **{name: value}))
