"""UnitButton: what one step of the training is."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from nnviz.app.settings import STEP_UNITS
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.worker import StepUnit
from nnviz.widgets.override_guard import guarded


@guarded
class UnitButton(QToolButton):
    """What one step is: a sample, a batch or an epoch."""

    changed = Signal(str)  # StepUnit

    def __init__(self, theme: Theme, unit: StepUnit, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFont(theme.font("body"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(tr("What one step is"))
        self._names = {"sample": tr("sample"), "batch": tr("batch"), "epoch": tr("epoch")}
        menu = QMenu(self)
        for key in STEP_UNITS:
            action = menu.addAction(self._names[key])
            action.setData(key)
        menu.triggered.connect(self._take)
        self.setMenu(menu)
        self.show_unit(unit)

    def show_unit(self, unit: StepUnit) -> None:
        self.setText(self._names[unit])
        self.setAccessibleName(tr("What one step is") + ": " + self._names[unit])

    def sizeHint(self) -> QSize:
        """Return the size for the longest name, so that what is beside it stands still."""
        metrics, hint = self.fontMetrics(), super().sizeHint()
        longest = max(metrics.size(0, name).width() for name in self._names.values())
        missing = longest - metrics.size(0, self.text()).width()
        return QSize(hint.width() + missing, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        self.show_unit(action.data())
        self.changed.emit(action.data())
