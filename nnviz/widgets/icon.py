"""Icons: the drawings of resources/icons in the theme's colours, sharp at every display scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt, QXmlStreamReader
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nnviz.language import tr
from nnviz.paths import resource
from nnviz.terminal import complain_once

DISPLAY_SCALES = (1, 2)
DISABLED_OPACITY = 0.35
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


def icon(name: str, color: QColor, size: int = 20) -> QIcon:
    """Return the drawing in a colour, `size` pixels wide; an empty one if there is none."""
    return _icon(name, color.name(), size)


def colored_svg(name: str, color: str) -> bytes:
    """Return the drawing as SVG in a colour such as #2b50d8."""
    return _source(name).replace("currentColor", color).encode()


@lru_cache
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    if _is_well_formed(text):
        return text
    complain_once(
        tr("{folder} lacks icons, or they are damaged: buttons do without.", folder=path.parent)
    )
    return EMPTY


def _is_well_formed(text: str) -> bool:
    reader = QXmlStreamReader(text)
    while not reader.atEnd():
        reader.readNext()
    return not reader.hasError()


@lru_cache(maxsize=256)
def _icon(name: str, color: str, size: int) -> QIcon:
    renderer = QSvgRenderer(QByteArray(colored_svg(name, color)))
    made = QIcon()
    for scale in DISPLAY_SCALES:
        made.addPixmap(_drawn(renderer, size, scale, 1.0))
        made.addPixmap(_drawn(renderer, size, scale, DISABLED_OPACITY), QIcon.Mode.Disabled)
    return made


def _drawn(renderer: QSvgRenderer, size: int, scale: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
