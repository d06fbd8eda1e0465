"""The dialogs of the help menu: they fit on the screen, however large their type is."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.help_dialogs import ShortcutsDialog
from nnviz.theme import Theme, load_fonts


@pytest.mark.parametrize("factor", [1.0, 1.3])
def test_the_shortcuts_fit_on_the_screen(qtbot: QtBot, factor: float) -> None:
    load_fonts()
    dialog = ShortcutsDialog(Theme(factor=factor, projected=factor > 1))
    qtbot.addWidget(dialog)
    least, room = dialog.minimumSizeHint(), dialog.screen().availableSize()  # 800 × 800
    assert least == least.boundedTo(room)
    area = dialog.findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.minimumWidth()
