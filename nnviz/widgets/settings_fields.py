"""SettingsFields: a choice's own numbers, in one line until they are wanted."""

from dataclasses import Field, fields, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.engine.settings import Settings
from nnviz.language import tr
from nnviz.number_text import number_text, short_text
from nnviz.theme import Theme
from nnviz.widgets.disclosure import DisclosureLine
from nnviz.widgets.scales import Ladder, Span, Value
from nnviz.widgets.value_row import ValueRow

LONGEST_SIGN = 2  # letters, as of β₁


class SettingsFields(QWidget):
    """A field for each number; several of them open and close by a line that sums them up."""

    changed = Signal(object)  # Settings, of the class of those shown

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._settings = Settings()
        self._rows: dict[str, ValueRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)  # every row brings its own distance
        self._line = DisclosureLine(
            theme,
            tr("{name}: settings", name=name),
            tr("Shows or hides the settings of this choice."),
        )
        self._line.toggled.connect(self._open)
        self._layout.addWidget(self._line)
        self.hide()

    @property
    def has_fields(self) -> bool:
        """Whether there is anything to set."""
        return bool(self._rows)

    def show_settings(self, settings: Settings) -> None:
        """Show these settings without offering them as a change."""
        if type(settings) is not type(self._settings):
            self._make_rows(settings)
        self._settings = settings
        for name, row in self._rows.items():
            row.show_value(getattr(settings, name))
        self._line.setText(" · ".join(self._parts()))

    def _parts(self) -> list[str]:
        """Return every setting's sign, or its name where it has none, and its number."""
        settings = self._settings
        return [
            f"{_sign(tr(field.metadata['label']))} {short_text(getattr(settings, field.name))}"
            for field in fields(settings)
        ]

    def _open(self, opened: bool) -> None:
        for row in self._rows.values():
            row.setVisible(opened or len(self._rows) == 1)

    def _make_rows(self, settings: Settings) -> None:
        for row in self._rows.values():
            row.blockSignals(True)  # what was being typed is for a choice that is gone
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = {field.name: self._make_row(field) for field in fields(settings)}
        self._line.setVisible(len(self._rows) > 1)
        self._open(self._line.isChecked())
        self.setVisible(bool(self._rows))

    def _make_row(self, field: "Field[float]") -> ValueRow:
        limits = field.metadata
        low, high = limits["low"], limits["high"]
        hint = tr(
            "A setting of the choice above, from {low} to {high}.",
            low=number_text(low),
            high=number_text(high),
        )
        row = ValueRow(self._theme, tr(limits["label"]), hint, Ladder(Span(low, high), (low, high)))
        row.changed.connect(lambda value, name=field.name: self._take(name, value))
        self._layout.addWidget(row)
        return row

    def _take(self, name: str, value: Value) -> None:
        self.changed.emit(replace(self._settings, **{name: value}))


def _sign(label: str) -> str:
    """Return the letter at the end of `Weight decay λ`, or all of a label without one."""
    last = label.split()[-1]
    return last if len(last) <= LONGEST_SIGN else label
