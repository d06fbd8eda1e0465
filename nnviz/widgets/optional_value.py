"""OptionalValue: a value that counts only while its box is ticked."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from nnviz.theme import Theme
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.scales import Scale, Value
from nnviz.widgets.value_edit import ValueEdit

EDIT_WIDTH = 64
BLANK = "{value}"


class OptionalValue(FormRow):
    """A box to tick, and a sentence in which the value is typed."""

    changed = Signal(object)  # Value; None: not used

    def __init__(
        self,
        theme: Theme,
        sentence: str,
        hint: str,
        scale: Scale,
        suggestion: Value,
        parent: QWidget | None = None,
    ):
        self._value = suggestion
        before, _, after = sentence.partition(BLANK)
        self._box = QCheckBox(before.strip())
        self._edit = ValueEdit(theme, scale, suggestion)
        self._edit.setFixedWidth(theme.pixels(EDIT_WIDTH))
        rest = QWidget()
        line = QHBoxLayout(rest)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.pixels(8))
        line.addWidget(self._edit)
        if after:
            line.addWidget(QLabel(after.strip()))
        super().__init__(theme, self._box, rest, hint, sentence=True, parent=parent)
        for control in (self._box, self._edit):
            control.setAccessibleName(sentence.replace(BLANK, "…"))
        self._edit.setToolTip(hint)
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
