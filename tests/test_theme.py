"""The typeface, bundled or the system’s; what the projector makes of colours, lines and type."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from pytestqt.qtbot import QtBot

from nnviz import theme
from nnviz.terminal import complain_once
from nnviz.theme import (
    FONT_FAMILY,
    FONT_FILES,
    LEAST_CONTRAST,
    Shade,
    TextSize,
    Theme,
    contrast,
    load_fonts,
    mixed,
)


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


SHADES = get_args(Shade)
GROUNDS = ["background", "surface", "sunken"]


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("ground", [*GROUNDS, "accent_soft"])
@pytest.mark.parametrize("role", ["text", "muted", "accent", "warning", "gradient"])
def test_projected_text_can_be_read(shade: Shade, role: str, ground: str) -> None:
    theme = Theme(shade, projected=True)
    assert contrast(theme.color(role), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
def test_projected_text_can_be_read_on_the_main_button(shade: Shade) -> None:
    theme = Theme(shade, projected=True)
    assert contrast(theme.color("accent_text"), theme.color("accent")) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", ["border", "node", "train_line", "test_line", "accent"])
def test_projected_lines_can_be_seen(shade: Shade, role: str, ground: str) -> None:
    theme = Theme(shade, projected=True)
    assert contrast(theme.color(role), theme.color(ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0])
def test_projected_edges_can_be_seen_however_thin(
    shade: Shade, value: float, strength: float
) -> None:
    theme = Theme(shade, projected=True)
    shown = theme.signed_line(value, strength)
    assert contrast(shown, theme.color("background")) >= LEAST_CONTRAST


@pytest.mark.parametrize("shade", SHADES)
def test_edges_of_a_window_are_as_pale_as_they_are_thin(shade: Shade) -> None:
    theme = Theme(shade)
    assert theme.signed_line(-1.0) == theme.negative
    assert theme.signed_line(1.0, 0.0) == theme.color("background")


@pytest.mark.parametrize("shade", SHADES)
def test_projected_lines_stand_out_from_the_regions(shade: Shade) -> None:
    theme = Theme(shade, projected=True)
    for color in (theme.negative, theme.positive, *theme.class_colors):
        region = mixed(color, theme.color("neutral"), theme.region_strength)
        assert contrast(theme.color("node"), region) >= LEAST_CONTRAST


@pytest.mark.parametrize("factor", [1.1, 1.7, 2.4, 4.8])
def test_projected_lines_are_at_least_twice_as_thick(factor: float) -> None:
    color = QColor("black")
    drawn = Theme(factor=factor, projected=True).pen(color, 1.5)
    assert drawn.widthF() >= 2 * Theme().pen(color, 1.5).widthF()


def test_the_projector_has_three_sizes_of_type() -> None:
    theme = Theme(factor=2.4, projected=True)
    assert [theme.font(size).pixelSize() for size in get_args(TextSize)] == [34, 34, 43, 58]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.005)
