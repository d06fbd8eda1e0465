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
Shade = Literal["light", "dark"]

# Okabe & Ito's colours for the colour-blind; the first two are those of "no" and "yes".
ORANGE, BLUE, GREEN, PURPLE, YELLOW = "#f28e1c", "#0b72b9", "#009e73", "#cc79a7", "#f0e442"

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
        "train_line": "#2a2b30",
        "test_line": "#7b2fe0",
        "warning": "#a03a00",
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
        "train_line": "#f0f1f3",
        "test_line": "#b794ff",
        "warning": "#ffb27a",
    },
}


@dataclass(frozen=True, eq=False)
class Theme:
    """Light or dark, at one size: `factor` multiplies type, lines and spacing."""

    shade: Shade = "light"
    factor: float = 1.0
    decimals: int = 4  # of weights, values and losses
    reduced_motion: bool = False  # nothing moves for show

    @property
    def dark(self) -> bool:
        return self.shade == "dark"

    def color(self, role: str) -> QColor:
        """Return the colour of a role: a key of the table above."""
        return QColor(_COLORS[self.shade][role])

    @property
    def negative(self) -> QColor:
        return QColor(ORANGE)

    @property
    def positive(self) -> QColor:
        return QColor(BLUE) if not self.dark else QColor("#3d9be0")

    @property
    def class_colors(self) -> tuple[QColor, ...]:
        """The colour of each class, by its number."""
        green = QColor(GREEN) if not self.dark else QColor("#23c495")
        return (self.negative, self.positive, green, QColor(PURPLE), QColor(YELLOW))

    def signed_color(self, value: float) -> QColor:
        return self.positive if value >= 0 else self.negative

    def pixels(self, length: float) -> int:
        """Return a length of the design, in pixels of this size."""
        return round(length * self.factor)

    def font(self, size: TextSize = "body", strong: bool = False) -> QFont:
        """Return the typeface in one of the four sizes, with figures of equal width."""
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.pixels(FONT_PIXELS[size]))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def pen(self, color: QColor, width: float = 1.0) -> QPen:
        """Return a solid pen of this width in pixels of the design."""
        return QPen(color, width * self.factor)

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


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; where it is not there, the system's has to do."""
    for name in FONT_FILES:
        path = resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            complain_once(
                tr("{path} is missing or damaged: the system’s typeface is used.", path=path)
            )
