"""Icons: the drawings of resources/icons in the theme's colours, sharp at every display scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nnviz.paths import resource

DISPLAY_SCALES = (1, 2)
DISABLED_OPACITY = 0.35


def icon(name: str, color: QColor, size: int = 20) -> QIcon:
    """Return the drawing in a colour, `size` pixels wide; FileNotFoundError if there is none."""
    return _icon(name, color.name(), size)


def colored_svg(name: str, color: str) -> bytes:
    """Return the drawing as SVG in a colour such as #2b50d8."""
    return _source(name).replace("currentColor", color).encode()


@lru_cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


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
