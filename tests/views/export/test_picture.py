"""Pictures of views: exact sizes, readable everywhere, nothing left of a failed one."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.experiment import LayerChoice
from nnviz.theme import Theme, load_fonts
from nnviz.views import VIEWS
from nnviz.views.export.picture import copy_picture, save_picture, scaled_theme
from nnviz.views.export.svg import SVG
from tests.views.drawn_views import snapshot

SIZE = (400, 320)


@pytest.fixture(autouse=True)
def _typeface(qapp: QApplication) -> None:
    assert qapp is not None
    load_fonts()


def saved(path: Path, key: str = "output", size: tuple[int, int] = SIZE, **more: object) -> QImage:
    save_picture(VIEWS[key], snapshot("circle", 300), Theme(), path, size, **more)  # type: ignore[arg-type]
    return QImage(str(path))


def rendered(path: Path) -> QImage:
    """Return an SVG drawn in its own size, on white."""
    renderer = QSvgRenderer(str(path))
    image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> float:
    """Return the mean difference of two pictures' colours, from 0 to 255."""
    places = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    apart = 0
    for x, y in places:
        pair = zip(one.pixelColor(x, y).getRgb(), other.pixelColor(x, y).getRgb(), strict=True)
        apart += sum(abs(a - b) for a, b in pair)
    return apart / len(places) / 3


@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.parametrize("size", [(640, 480), (333, 517)])
def test_a_png_has_exactly_its_size(tmp_path: Path, key: str, size: tuple[int, int]) -> None:
    image = saved(tmp_path / "a.png", key, size)
    assert (image.width(), image.height()) == size
    assert len({image.pixel(x, y) for x in range(0, 333, 5) for y in range(0, 480, 5)}) > 3


@pytest.mark.parametrize("key", VIEWS)
def test_an_svg_is_the_same_picture(tmp_path: Path, key: str) -> None:
    png = saved(tmp_path / "a.png", key)
    saved(tmp_path / "a.svg", key)
    svg = rendered(tmp_path / "a.svg")
    assert (svg.width(), svg.height()) == SIZE
    assert difference(png, svg) < 4


def test_a_picture_that_differs_is_seen(tmp_path: Path) -> None:
    one = saved(tmp_path / "a.png")
    other = saved(tmp_path / "b.png", options={"discretise": True})
    assert difference(one, other) > 4


@pytest.mark.parametrize("key", VIEWS)
def test_an_svg_needs_neither_typeface_nor_effects(tmp_path: Path, key: str) -> None:
    saved(tmp_path / "a.svg", key)
    root = ElementTree.fromstring((tmp_path / "a.svg").read_bytes())
    assert (root.get("width"), root.get("height")) == ("400", "320")
    assert root.find(f".//{{{SVG}}}text") is None
    drawn = [shape for group in root.iter(f"{{{SVG}}}g") for shape in group]
    assert not any("vector-effect" in shape.attrib for shape in drawn)


def test_curves_are_cut_off_at_the_plots_edge(tmp_path: Path) -> None:
    save_picture(VIEWS["output"], snapshot("circle"), Theme(), tmp_path / "a.svg", SIZE)
    root = ElementTree.fromstring((tmp_path / "a.svg").read_bytes())
    used = {group.get("clip-path") for group in root.iter(f"{{{SVG}}}g")} - {None}
    assert len(used) == 1


def test_points_in_an_svg_are_shapes(tmp_path: Path) -> None:
    saved(tmp_path / "a.svg")
    root = ElementTree.fromstring((tmp_path / "a.svg").read_bytes())
    assert len(list(root.iter(f"{{{SVG}}}image"))) == 2  # the plane and the colour bar
    assert len(list(root.iter(f"{{{SVG}}}path"))) > 300


def test_type_grows_with_the_picture() -> None:
    assert scaled_theme(Theme(), (1920, 1080)).factor == pytest.approx(2.25)
    assert scaled_theme(Theme("dark"), (100, 100)).factor == 0.5
    assert scaled_theme(Theme("dark"), (100, 100)).dark


def test_a_long_view_is_made_to_fit(tmp_path: Path) -> None:
    shot = snapshot("circle", 5, hidden_layers=(LayerChoice(16),) * 4)
    save_picture(VIEWS["activations"], shot, Theme(), tmp_path / "a.png", (1600, 1000))
    image = QImage(str(tmp_path / "a.png"))
    lowest = max(
        y for y in range(1000) for x in range(0, 1600, 8) if image.pixel(x, y) != 0xFFFFFFFF
    )
    assert 500 < lowest < 999


def test_options_are_kept(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.png")
    sharp = saved(tmp_path / "b.png", options={"discretise": True, "unknown": True})
    assert difference(plain, sharp) > 0.5


def test_dark_is_dark(tmp_path: Path) -> None:
    save_picture(VIEWS["loss"], snapshot("circle", 30), Theme("dark"), tmp_path / "a.png", SIZE)
    corner = QImage(str(tmp_path / "a.png")).pixelColor(1, 1)
    assert corner == Theme("dark").color("surface")


def test_a_copy_is_on_the_clipboard(qtbot: QtBot) -> None:
    assert qtbot is not None
    copy_picture(VIEWS["output"], snapshot("circle", 300), Theme(), SIZE)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == SIZE


def test_no_window_is_seen(tmp_path: Path, qapp: QApplication) -> None:
    saved(tmp_path / "a.png")
    assert not any(widget.isVisible() for widget in qapp.topLevelWidgets())


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.gif", SIZE, "a.gif: a picture is a .png or .svg file."),
        ("a.png", (0, 10), "a.png: a picture’s sides are 64 to 8192 pixels."),
        ("a.png", (10, 99_999), "a.png: a picture’s sides are 64 to 8192 pixels."),
    ],
)
def test_what_cannot_be_a_picture_is_refused(
    tmp_path: Path, name: str, size: tuple[int, int], said: str
) -> None:
    with pytest.raises(OSError, match=said.replace(".", r"\.")):
        saved(tmp_path / name, size=size)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        saved(tmp_path / "missing" / "a.png")


def test_decimals_are_the_themes() -> None:
    assert scaled_theme(Theme(decimals=2), SIZE).decimals == 2


@pytest.mark.parametrize("suffix", ["png", "svg"])
@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.parametrize("dataset", ["corners", "square", "one_hot"])
def test_every_view_draws_data_of_every_form(
    tmp_path: Path, dataset: str, key: str, suffix: str
) -> None:
    path = tmp_path / f"a.{suffix}"
    options = {"hidden_boundaries": True, "discretise": True}
    save_picture(VIEWS[key], snapshot(dataset, 30), Theme(), path, SIZE, options=options)
    image = QImage(str(path)) if suffix == "png" else rendered(path)
    assert (image.width(), image.height()) == SIZE
    assert len({image.pixel(x, y) for x in range(0, 400, 5) for y in range(0, 320, 5)}) > 3
