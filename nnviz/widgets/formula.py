"""Formulas: LaTeX drawn in a colour, with its baseline, or as a picture for rich text."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SHARPNESS = 2  # pixels drawn for one shown, for display scales up to it


class FormulaError(ValueError):
    """LaTeX that cannot be drawn."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A drawn formula: its width and its reach above and below the baseline, in pixels."""

    picture: QPixmap  # SHARPNESS times as large
    width: float
    ascent: float
    descent: float


def drawn_formula(latex: str, color: QColor, size: int) -> Formula:
    """Return the formula, its letters `size` pixels high. FormulaError: it is no formula."""
    return _drawn(latex, color.name(), size)


def formula_html(latex: str, color: QColor, size: int) -> str:
    """Return the formula as an HTML image, its letters `size` pixels high."""
    return _formula_html(latex, color.name(), size)


@lru_cache(maxsize=512)
def _drawn(latex: str, color: str, size: int) -> Formula:
    renderer = _renderer(latex, color, size)
    box = renderer.viewBoxF()
    return Formula(_picture(renderer), box.width(), -box.top(), box.bottom())


@lru_cache(maxsize=256)
def _formula_html(latex: str, color: str, size: int) -> str:
    renderer = _renderer(latex, color, size)
    shown = renderer.viewBoxF().size()
    width, height = ceil(shown.width()), ceil(shown.height())
    encoded = _png(_picture(renderer)).toBase64().toStdString()
    return f'<img src="data:image/png;base64,{encoded}" width="{width}" height="{height}">'


def _renderer(latex: str, color: str, size: int) -> QSvgRenderer:
    # Only here: it takes a tenth of a second, and the window starts without it.
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg does not know the symbols of SVG 2
    try:
        drawing = Latex(latex, size=size, color=color).svg()
    except Exception as error:  # whatever its parsers and its layout raise
        raise FormulaError(latex) from error
    return QSvgRenderer(QByteArray(drawing.encode()))


def _picture(renderer: QSvgRenderer) -> QPixmap:
    shown = renderer.viewBoxF().size()
    width, height = ceil(shown.width()), ceil(shown.height())
    pixmap = QPixmap(width * SHARPNESS, height * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, shown.width() * SHARPNESS, shown.height() * SHARPNESS))
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    return pixmap


def _png(pixmap: QPixmap) -> QByteArray:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return buffer.data()
