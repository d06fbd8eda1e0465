"""ValueRow: a value by its name, to type."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from nnviz.theme import Theme
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.scales import Scale, Value
from nnviz.widgets.value_edit import ValueEdit


class ValueRow(FormRow):
    """The name on the left, the value on the right."""

    changed = Signal(object)  # Value

    def __init__(
        self, theme: Theme, label: str, hint: str, scale: Scale, parent: QWidget | None = None
    ):
        self._edit = ValueEdit(theme, scale)
        super().__init__(theme, QLabel(label), self._edit, hint, parent=parent)
        self._edit.committed.connect(self.changed)
        self._edit.objected.connect(self.objection.say)

    def show_value(self, value: Value) -> None:
        """Show a value without offering it as a change."""
        self._edit.show_value(value)
