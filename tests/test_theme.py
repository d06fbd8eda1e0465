"""The typeface: the bundled one, or the system's where that is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from nnviz import theme
from nnviz.terminal import complain_once
from nnviz.theme import FONT_FAMILY, FONT_FILES, load_fonts


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in place of the bundled fonts."""
    monkeypatch.setattr(theme, "resource", lambda _folder, name: tmp_path / name)
    yield tmp_path
    complain_once.cache_clear()


def test_the_bundled_typeface_is_known(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    load_fonts()
    assert FONT_FAMILY in QFontDatabase.families()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("content", [None, b"", b"no font at all"])
def test_what_is_no_font_is_named_and_done_without(
    qtbot: QtBot,  # noqa: ARG001
    fonts: Path,
    content: bytes | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        for name in FONT_FILES:
            (fonts / name).write_bytes(content)
    load_fonts()
    said = capsys.readouterr().err.splitlines()
    assert [name in line for name, line in zip(FONT_FILES, said, strict=True)] == [True, True]
    assert all("the system’s typeface is used" in line for line in said)
