"""Theme: the one owner of every colour, pen and font size."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPen

from nnviz.language import tr
from nnviz.paths import resource
from nnviz.terminal import complain_once

FONT_FAMILY = "Pretendard"
FONT_FILES = ("Pretendard-Regular.otf", "Pretendard-SemiBold.otf")
FONT_PIXELS = {"small": 12, "body": 14, "title": 18, "display": 24}
TextSize = Literal["small", "body", "title", "display"]
LEAST_CONTRAST = 3.0  # of a projected line that means something
LEAST_PROJECTED_LINES = 2.0  # times as thick as in a window, whatever the screen
FIGURE_SHARE = 1 / 2.4  # of what type grows by do the diagram's own lengths grow in the projector
Shade = Literal["light", "dark"]

# Okabe & Ito's colours for the colour-blind; the first two are those of "no" and "yes".
ORANGE, BLUE, GREEN, PURPLE, YELLOW = "#f28e1c", "#0b72b9", "#009e73", "#cc79a7", "#f0e442"
ORANGE_LINE = "#c05f00"  # which light grounds do not swallow

_COLORS: dict[Shade, dict[str, str]] = {
    "light": {
        "background": "#f6f6f7",
        "surface": "#ffffff",
        "sunken": "#eeeef0",
        "text": "#1b1c20",
        "muted": "#5f636b",
        "hairline": "#dcdde1",
        "border": "#b9bcc4",
        "accent": "#2b50d8",
        "accent_text": "#ffffff",
        "accent_soft": "#e8edfc",
        "grid": "#e6e7ea",
        "neutral": "#ececee",
        "node": "#2a2b30",
        "rim": "#131417",
        "train_line": "#2a2b30",
        "test_line": "#7b2fe0",
        "warning": "#a03a00",
        "gradient": "#a3159c",
        "orange_ink": "#b45309",
        "blue_ink": "#0a66a6",
        "ahead": "#797e88",
        "layer_first": "#9a6fe0",
        "layer_last": "#33106e",
    },
    "dark": {
        "background": "#17181b",
        "surface": "#1f2125",
        "sunken": "#2a2c31",
        "text": "#f0f1f3",
        "muted": "#a9adb6",
        "hairline": "#34373d",
        "border": "#555962",
        "accent": "#5f83ff",
        "accent_text": "#0d1020",
        "accent_soft": "#2a3354",
        "grid": "#303238",
        "neutral": "#3a3c42",
        "node": "#e6e7ea",
        "rim": "#ffffff",
        "train_line": "#f0f1f3",
        "test_line": "#b794ff",
        "warning": "#ffb27a",
        "gradient": "#f28ae6",
        "orange_ink": "#ffab4a",
        "blue_ink": "#6bb8f2",
        "ahead": "#838892",
        "layer_first": "#8a63dc",
        "layer_last": "#eee6ff",
    },
}

# Never orange or blue, which are signs; dashes and numbers tell them apart as well.
_SERIES: dict[Shade, tuple[str, ...]] = {
    "light": ("#7b2fe0", "#008c75", "#a8123e", "#7a6a00", "#c2188f", "#4b5563"),
    "dark": ("#b794ff", "#2fd0b0", "#ff7a98", "#d8c34a", "#ff8fd8", "#aab4c4"),
}

# What a projector's light would wash out.
_PROJECTED_COLORS: dict[Shade, dict[str, str]] = {
    "light": {"muted": "#4a4e56", "border": "#7d8189", "grid": "#d5d7dc", "ahead": "#5c6069"},
    "dark": {
        "muted": "#c3c7cf",
        "border": "#868b95",
        "grid": "#3c3f46",
        "accent": "#8aa4ff",
        "ahead": "#9da2ac",
    },
}


@dataclass(frozen=True, eq=False)
class Theme:
    """Light or dark, at one size: `factor` multiplies type, lines and spacing."""

    shade: Shade = "light"
    factor: float = 1.0
    decimals: int = 4  # of weights, values and losses
    reduced_motion: bool = False  # nothing moves for show
    projected: bool = False  # to be read from the last row: three sizes of type, stronger colours

    @property
    def dark(self) -> bool:
        return self.shade == "dark"

    def color(self, role: str) -> QColor:
        """Return the colour of a role: a key of the table above."""
        projected = _PROJECTED_COLORS[self.shade] if self.projected else {}
        return QColor(projected.get(role, _COLORS[self.shade][role]))

    @property
    def negative(self) -> QColor:
        return QColor(ORANGE)

    @property
    def positive(self) -> QColor:
        return QColor(BLUE) if not self.dark else QColor("#3d9be0")

    def ink(self, value: float) -> QColor:
        """Return the colour of a text that is a number of this sign."""
        return self.color("orange_ink" if value < 0 else "blue_ink")

    @property
    def class_colors(self) -> tuple[QColor, ...]:
        """The colour of each class, by its number."""
        green = QColor(GREEN) if not self.dark else QColor("#23c495")
        return (self.negative, self.positive, green, QColor(PURPLE), QColor(YELLOW))

    def layer_color(self, layer: int, layers: int) -> QColor:
        """Return a layer's colour on the way from the first one, 1, to the output."""
        share = (layer - 1) / (layers - 1) if layers > 1 else 1.0
        return mixed(self.color("layer_last"), self.color("layer_first"), share)

    @property
    def region_strength(self) -> float:
        """How much of a class's colour a region has, from which points and lines stand out."""
        return 0.44 if self.projected else 0.6 if self.dark else 0.72

    @property
    def line_factor(self) -> float:
        """What widths of lines are multiplied by."""
        return max(self.factor, LEAST_PROJECTED_LINES) if self.projected else self.factor

    @property
    def figure_factor(self) -> float:
        """What the diagram's own lengths are multiplied by, so that all of it can be seen."""
        return max(1.0, self.factor * FIGURE_SHARE) if self.projected else self.factor

    @property
    def series_colors(self) -> tuple[QColor, ...]:
        """Colours of curves that are told from each other, none of them that of a sign."""
        return tuple(map(QColor, _SERIES[self.shade]))

    def signed_line(self, value: float, strength: float = 1.0) -> QColor:
        """Return the colour of a line that stands for a value, of so much of its full strength.

        In the projector it always has LEAST_CONTRAST to the background.
        """
        full, ground = self.positive if value >= 0 else self.negative, self.color("background")
        if not self.projected:
            return mixed(full, ground, strength)
        if value < 0 and not self.dark:
            full = QColor(ORANGE_LINE)
        return self.visible_line(full, ground, strength)

    def visible_line(self, color: QColor, ground: QColor, strength: float) -> QColor:
        """Return a line's colour mixed into its ground, in the projector not too pale to see."""
        shown = mixed(color, ground, strength)
        while self.projected and strength < 1 and contrast(shown, ground) < LEAST_CONTRAST:
            strength += 0.05
            shown = mixed(color, ground, strength)
        return shown

    def pixels(self, length: float) -> int:
        """Return a length of the design, in pixels of this size."""
        return round(length * self.factor)

    def font(self, size: TextSize = "body", strong: bool = False, gradient: bool = False) -> QFont:
        """Return the typeface in one of the four sizes, with figures of equal width.

        Gradients are slanted, so that they differ from values not by their colour alone. The
        projector has no small type.
        """
        if self.projected and size == "small":
            size = "body"
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.pixels(FONT_PIXELS[size]))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setItalic(gradient)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def pen(self, color: QColor, width: float = 1.0) -> QPen:
        """Return a solid pen of this width in pixels of the design."""
        return QPen(color, width * self.line_factor)

    def palette(self) -> QPalette:
        """Return the colours of ordinary widgets."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "surface",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "background",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "accent_text",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Midlight: "hairline",
            QPalette.ColorRole.Mid: "border",
            QPalette.ColorRole.Dark: "border",
            QPalette.ColorRole.Shadow: "border",
        }
        for role, name in roles.items():
            palette.setColor(role, self.color(name))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("border"))
        return palette


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return the opaque colour with this share of the one, at most all, and the rest of the other.

    Pens of such a colour are much faster than pens that are see-through.
    """
    share = min(share, 1.0)
    pairs = (
        (one.red(), other.red()),
        (one.green(), other.green()),
        (one.blue(), other.blue()),
    )
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two opaque colours as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    channels = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; where it is not there, the system's has to do."""
    for name in FONT_FILES:
        path = resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            complain_once(
                tr("{path} is missing or damaged: the system’s typeface is used.", path=path)
            )
