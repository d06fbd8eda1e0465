"""Makes what QSvgGenerator writes look the same in every viewer.

Lines of a constant width under a stretching transform (vector-effect) are unknown to librsvg, and
the typeface is not installed everywhere. So both end up as plain shapes in pixels of the picture.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainterPath, QTransform

from nnviz.theme import Theme

SVG = "http://www.w3.org/2000/svg"
_PAIR = re.compile(r"(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)")
_COMMANDS = {
    QPainterPath.ElementType.MoveToElement: "M",
    QPainterPath.ElementType.LineToElement: "L",
    QPainterPath.ElementType.CurveToElement: "C",
    QPainterPath.ElementType.CurveToDataElement: " ",
}


def settled(svg: bytes, size: tuple[int, int], theme: Theme, boxes: Sequence[QRectF]) -> bytes:
    """Return the drawing with its size in pixels, and with lines and text as plain shapes.

    `boxes` are where plots' curves are cut off; no other cut is kept.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)
    root.set("width", str(size[0]))
    root.set("height", str(size[1]))
    for group in root.iter(f"{{{SVG}}}g"):
        for place, child in enumerate(list(group)):
            if child.tag == f"{{{SVG}}}text":
                group[place] = _outlined(child, theme)
        _apply_transform(group)
    _mend_clips(root, boxes)
    _drop_empty(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _outlined(text: ElementTree.Element, theme: Theme) -> ElementTree.Element:
    """Return the text as the shape of its letters."""
    font = theme.font(strong=int(text.get("font-weight", "400")) > 400)
    font.setPixelSize(round(float(text.get("font-size", "14"))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.addText(float(text.get("x", "0")), float(text.get("y", "0")), font, text.text or "")
    kept = {name: text.get(name, "") for name in ("fill", "fill-opacity", "stroke")}
    shape = ElementTree.Element(f"{{{SVG}}}path", kept)
    shape.set("fill-rule", "nonzero")
    shape.set("d", _path_data(path))
    return shape


def _path_data(path: QPainterPath) -> str:
    elements = (path.elementAt(number) for number in range(path.elementCount()))
    return "".join(
        f"{_COMMANDS[element.type]}{_pair(element.x, element.y)}" for element in elements
    )


def _pair(x: float, y: float) -> str:
    return f"{round(x, 2):g},{round(y, 2):g}"


def _apply_transform(group: ElementTree.Element) -> None:
    """Move a group's transform into the coordinates of its lines; other children keep it."""
    written = group.attrib.pop("transform", None)
    if written is None:
        return
    numbers = [float(number) for number in written[len("matrix(") : -1].split(",")]
    transform = QTransform(*numbers)
    for child in group:
        if child.attrib.pop("vector-effect", None) is None:
            child.set("transform", written)
        else:
            _map_shape(child, transform)


def _map_shape(shape: ElementTree.Element, transform: QTransform) -> None:
    def mapped(pair: re.Match[str]) -> str:
        return _pair(*transform.map(float(pair[1]), float(pair[2])))  # type: ignore[misc]

    if shape.tag == f"{{{SVG}}}rect":
        x, y, width, height = (
            float(shape.attrib.pop(side)) for side in ("x", "y", "width", "height")
        )
        shape.tag = f"{{{SVG}}}path"
        shape.set("d", f"M{x},{y} L{x + width},{y} L{x + width},{y + height} L{x},{y + height} Z")
    for name in ("d", "points"):
        if name in shape.attrib:
            shape.set(name, _PAIR.sub(mapped, shape.attrib[name]))


def _mend_clips(root: ElementTree.Element, boxes: Sequence[QRectF]) -> None:
    """Move the plots' clips to where the plots are: Qt forgets where in the picture a widget is."""
    kept = set()
    for clip in root.iter(f"{{{SVG}}}clipPath"):
        shape = clip[0]
        corners = [(float(x), float(y)) for x, y in _PAIR.findall(shape.get("d", ""))]
        width, height = (max(side) - min(side) for side in zip(*corners, strict=True))
        for box in boxes:
            if abs(box.width() - width) < 1 and abs(box.height() - height) < 1:
                ends = [_pair(box.left(), box.top()), _pair(box.right(), box.top())]
                ends += [_pair(box.right(), box.bottom()), _pair(box.left(), box.bottom())]
                shape.set("d", "M" + " L".join(ends) + " Z")
                kept.add(f"url(#{clip.get('id')})")
    for group in root.iter(f"{{{SVG}}}g"):
        if group.get("clip-path") not in kept:
            group.attrib.pop("clip-path", None)


def _drop_empty(element: ElementTree.Element) -> None:
    for child in list(element):
        _drop_empty(child)
        if child.tag == f"{{{SVG}}}g" and len(child) == 0:
            element.remove(child)
