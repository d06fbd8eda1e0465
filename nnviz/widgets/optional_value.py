"""OptionalValue: a value that counts only while its box is ticked."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from nnviz.theme import Theme
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.scales import Scale, Value
from nnviz.widgets.value_edit import EDIT_WIDTH, ValueEdit


class OptionalValue(FormRow):
    """A box to tick on the left, the value on the right."""

    changed = Signal(object)  # Value; None: not used

    def __init__(
        self,
        theme: Theme,
        label: str,
        hint: str,
        scale: Scale,
        suggestion: Value,
        parent: QWidget | None = None,
    ):
        self._value = suggestion
        self._box = QCheckBox(label)
        self._edit = ValueEdit(theme, scale, suggestion)
        super().__init__(theme, self._box, self._edit, hint, EDIT_WIDTH, parent)
        self._edit.setEnabled(False)
        self._box.toggled.connect(self._take_tick)
        self._edit.committed.connect(self._take)
        self._edit.objected.connect(self.objection.say)

    def show_value(self, value: Value) -> None:
        """Show a value, or with None that it is not used, without offering it as a change."""
        if value is not None:
            self._value = value
        with QSignalBlocker(self._box):
            self._box.setChecked(value is not None)
        self._edit.setEnabled(value is not None)
        self._edit.show_value(self._value)

    def _take_tick(self, ticked: bool) -> None:
        self._edit.setEnabled(ticked)
        self.changed.emit(self._value if ticked else None)

    def _take(self, value: Value) -> None:
        self._value = value
        self.changed.emit(value)
