"""Icons: where a drawing is missing or damaged, buttons do without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from nnviz.terminal import complain_once
from nnviz.widgets import icon as icons
from nnviz.widgets.icon import colored_svg, icon

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in place of the bundled icons."""
    monkeypatch.setattr(icons, "resource", lambda _folder, name: tmp_path / name)
    yield tmp_path
    complain_once.cache_clear()


DAMAGED = {"missing": None, "empty": b"", "cut off": b"<svg", "no text": b"\xff\xfe", "words": b"x"}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_drawing_that_cannot_be_read_is_empty(
    qtbot: QtBot,  # noqa: ARG001
    folder: Path,
    name: str,
    capsys: Capture,
) -> None:
    content = DAMAGED[name]
    if content is not None:
        (folder / f"{name}.svg").write_bytes(content)
    image = icon(name, QColor("#2b50d8"), 24).pixmap(24).toImage()
    assert all(image.pixelColor(x, 12).alpha() == 0 for x in range(24))
    assert f"{folder} lacks icons, or they are damaged" in capsys.readouterr().err


def test_a_folder_without_icons_is_one_line(folder: Path, capsys: Capture) -> None:  # noqa: ARG001
    for name in ("no such", "nor such", "neither"):
        colored_svg(name, "#2b50d8")
    assert capsys.readouterr().err.count("\n") == 1
