"""Pyqtgraph without what nobody needs is the same pyqtgraph; each case in a process of its own."""

import subprocess
import sys

import pytest

QUICK = """
from nnviz.views.plotting.quick_import import mirrored_lazily
with mirrored_lazily():
    import pyqtgraph
"""
SAME_CLASSES = """
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
from pyqtgraph.Qt import QtCore, QtGui, QtWidgets
assert QtCore.QRectF is PySide6.QtCore.QRectF
assert QtGui.QPainter is PySide6.QtGui.QPainter
assert QtWidgets.QWidget is PySide6.QtWidgets.QWidget
assert pyqtgraph.QtCore is QtCore
assert not hasattr(QtCore, "QNothing")
"""
NOT_ALL_MADE = """
import PySide6.QtWidgets
assert "QWizard" not in vars(PySide6.QtWidgets)
assert "QWizard" not in vars(pyqtgraph.QtWidgets)
assert "QWizard" in dir(PySide6.QtWidgets)
assert pyqtgraph.QtWidgets.QWizard is PySide6.QtWidgets.QWizard
"""
A_PLOT = """
app = pyqtgraph.mkQApp()
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3, 2])
assert not plot.grab().isNull()
"""
AFTER_ANOTHER = """
import pyqtgraph
before = dict(vars(pyqtgraph.QtCore))
from nnviz.views.plotting.quick_import import mirrored_lazily
with mirrored_lazily():
    assert dict(vars(pyqtgraph.QtCore)) == before
"""
VIEWS_LATER = """
import sys
from nnviz.views import VIEWS
assert "pyqtgraph" not in sys.modules
assert VIEWS["loss"].factory.__name__ == "LossView"
assert "pyqtgraph" in sys.modules
assert "nnviz.views.network.view" not in sys.modules
"""


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(QUICK + SAME_CLASSES, id="same-classes"),
        pytest.param(QUICK + NOT_ALL_MADE, id="not-all-made"),
        pytest.param(QUICK + A_PLOT, id="a-plot"),
        pytest.param(AFTER_ANOTHER, id="after-another"),
        pytest.param(VIEWS_LATER, id="views-later"),
    ],
)
def test_pyqtgraph_is_imported_quickly(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
