"""Formulas: LaTeX drawn in a colour, as a picture that rich text such as a tooltip can hold."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SHARPNESS = 2  # pixels drawn for one shown, for display scales up to it


def formula_html(latex: str, color: QColor, size: int) -> str:
    """Return the formula as an HTML image, its letters `size` pixels high."""
    return _formula_html(latex, color.name(), size)


@lru_cache(maxsize=256)
def _formula_html(latex: str, color: str, size: int) -> str:
    # Only here: it takes a tenth of a second, and the window starts without it.
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg does not know the symbols of SVG 2
    drawing = Latex(latex, size=size, color=color).svg()
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    shown = renderer.viewBoxF().size()
    width, height = ceil(shown.width()), ceil(shown.height())
    pixmap = QPixmap(width * SHARPNESS, height * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    encoded = _png(pixmap).toBase64().toStdString()
    return f'<img src="data:image/png;base64,{encoded}" width="{width}" height="{height}">'


def _png(pixmap: QPixmap) -> QByteArray:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return buffer.data()
