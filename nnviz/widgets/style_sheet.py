"""The style sheet of a content or a dialog: what Fusion's widgets look like in a theme."""

from string import Template

from PySide6.QtWidgets import QWidget

from nnviz.theme import Theme, mixed
from nnviz.widgets.icon import colored_svg
from nnviz.widgets.memory_file import memory_file

COLOR_ROLES = (
    *("background", "surface", "sunken", "text", "muted", "hairline", "border"),
    *("accent", "accent_text", "accent_soft", "warning", "blue_ink", "orange_ink"),
)
LONGEST_LENGTH = 40  # the lengths in the texts below are $p1 to $p40

CONTROLS = Template("""
QToolTip { color: $text; background: $surface; border: ${p1}px solid $border; padding: ${p4}px; }
QLabel[muted="true"] { color: $muted; }
QLabel#objection { color: $warning; }

QPushButton, QToolButton, QComboBox, QLineEdit {
  color: $text; background: $surface; border: ${p1}px solid $border; border-radius: ${p4}px;
}
NumberEdit, NumberEdit:focus { border: none; padding: 0; }
QPushButton { padding: ${p5}px ${p12}px; }
QToolButton { padding: ${p5}px ${p8}px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover {
  background: $background; border-color: $muted;
}
QPushButton:pressed, QToolButton:pressed { background: $sunken; }
QPushButton:checked, QToolButton:checked {
  color: $accent; background: $accent_soft; border-color: $accent;
}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus {
  border: ${p2}px solid $accent;
}
QPushButton:focus { padding: ${p4}px ${p11}px; }
QPushButton[low="true"], QPushButton[low="true"]:focus { padding: 0 ${p11}px; }
QToolButton:focus { padding: ${p4}px ${p7}px; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled {
  color: $disabled; background: $background; border-color: $hairline;
}
QPushButton[primary="true"], QToolButton[primary="true"] {
  color: $accent_text; background: $accent; border-color: $accent; font-weight: 600;
}
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[primary="true"]:pressed, QToolButton[primary="true"]:pressed {
  background: $accent_pressed;
}
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {
  border: ${p2}px solid $text;
}
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {
  color: $disabled; background: $sunken; border-color: $sunken;
}
QToolButton[primary="quiet"] {
  color: $accent; background: $surface; border: ${p2}px solid $accent; font-weight: 600;
}
QToolButton[primary="quiet"]:hover { background: $accent_soft; }
QToolButton[primary="quiet"]:focus { border-color: $text; }
QToolButton[bare="true"], QToolButton[bare="true"]:focus { padding: 0; }
QPushButton[flat="true"], QToolButton[quiet="true"] {
  background: transparent; border-color: transparent;
}
QPushButton[flat="true"]:hover, QToolButton[quiet="true"]:hover { background: $sunken; }
QPushButton[flat="true"]:focus, QToolButton[quiet="true"]:focus { border-color: $accent; }
QToolButton[quiet="true"][muted="true"] { color: $muted; }
QToolButton[quiet="true"][muted="true"]:hover { color: $text; }
QToolButton[disclosure="true"] { color: $muted; padding: 0; text-align: left; }
QToolButton[disclosure="true"]:hover { color: $text; background: transparent; }
QToolButton[joined="left"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QToolButton[joined="right"] {
  border-left: none; border-top-left-radius: 0; border-bottom-left-radius: 0;
}
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; }
QToolButton[joined="right"] { padding-right: ${p28}px; }
QToolButton[joined="right"]::menu-indicator {
  image: url($chevron); width: ${p16}px; height: ${p16}px;
  subcontrol-origin: border; subcontrol-position: right center; right: ${p8}px;
}
QToolButton[popupMode="1"] { padding-right: ${p20}px; }
QToolButton::menu-button {
  width: ${p20}px; border: none; border-left: ${p1}px solid $hairline;
}
QToolButton::menu-arrow { image: url($chevron); width: ${p14}px; height: ${p14}px; }

QLineEdit {
  padding: ${p4}px ${p8}px; selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit:focus { padding: ${p3}px ${p7}px; }
QLineEdit[flat="true"] {
  background: transparent; border-color: transparent; padding: 0;
}
QLineEdit[flat="true"]:hover { border-radius: 0; border-bottom-color: $border; }
QLineEdit[flat="true"]:focus {
  border-color: $accent; border-radius: ${p4}px; background: $surface; padding: 0 ${p1}px;
}
QLineEdit[sign="positive"] { color: $blue_ink; }
QLineEdit[sign="negative"] { color: $orange_ink; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus, QLineEdit[wrong="true"]:hover {
  color: $warning; border-color: $warning; border-radius: ${p4}px; padding: 0 ${p8}px;
}

QComboBox { padding: ${p4}px ${p2}px ${p4}px ${p8}px; combobox-popup: 0; }
QComboBox:focus { padding: ${p3}px ${p1}px ${p3}px ${p7}px; }
QComboBox::drop-down { width: ${p20}px; border: none; background: transparent; }
QComboBox::down-arrow { image: url($chevron); width: ${p16}px; height: ${p16}px; }
QComboBox::down-arrow:disabled { image: url($chevron_disabled); }
QComboBox QAbstractItemView {
  color: $text; background: $surface; border: ${p1}px solid $border; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item {
  min-height: ${p28}px; padding: 0 ${p5}px; color: $text; border: none;
}
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QComboBox QAbstractItemView::item:disabled { color: $disabled; }

QCheckBox { spacing: ${p8}px; min-height: ${p24}px; background: transparent; }
QCheckBox:disabled { color: $disabled; }
QCheckBox::indicator {
  width: ${p14}px; height: ${p14}px; border: ${p1}px solid $control; background: $surface;
}
QCheckBox::indicator { border-radius: ${p3}px; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url($check);
}
QCheckBox::indicator:focus {
  border: ${p2}px solid $accent; width: ${p12}px; height: ${p12}px;
}
QCheckBox::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled {
  background: $sunken; border-color: $hairline;
}

QSlider { min-height: ${p24}px; background: transparent; }
QSlider::groove:horizontal {
  height: ${groove}px; margin-bottom: ${p6}px; border-radius: ${groove_radius}px;
  background: $track;
}
QSlider::sub-page:horizontal {
  margin-bottom: ${p6}px; border-radius: ${groove_radius}px; background: $accent;
}
QSlider::handle:horizontal {
  width: ${knob}px; height: ${knob}px; margin: -${overhang}px 0; border: ${p2}px solid $accent;
  border-radius: ${knob_radius}px; background: $surface;
}
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled {
  background: $border; border-color: $border;
}

QProgressBar { border: none; border-radius: ${p2}px; background: $track; }
QProgressBar::chunk { border-radius: ${p2}px; background: $accent; }
""")

FRAMES = Template("""
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { background: $hairline; width: ${p1}px; height: ${p1}px; margin: 0; }
QMainWindow::separator:hover { background: $accent; }
QScrollArea { background: transparent; border: none; }
QStatusBar { color: $muted; background: $surface; border-top: ${p1}px solid $hairline; }
QStatusBar::item { border: none; }
QFrame[popup="true"] { background: $surface; border: ${p1}px solid $border; }
QFrame[rule="true"] {
  background: $hairline; border: none; min-height: ${p1}px; max-height: ${p1}px;
}
#runBar { background: $surface; border: none; border-bottom: ${p1}px solid $hairline; }
#panels { background: $surface; }
#lessonColumn { background: $surface; border: none; border-right: ${p1}px solid $hairline; }
#controlStrip { background: $surface; border: none; border-top: ${p1}px solid $hairline; }
#lessonHeader { background: $surface; border-bottom: ${p1}px solid $hairline; }
#lessonNavigation { background: $surface; border-top: ${p1}px solid $hairline; }
#lessonPage { background: $surface; }
#lessonGallery { background: $surface; border: none; }
#lessonRail { background: $surface; border: none; border-right: ${p1}px solid $hairline; }
QPushButton[railRow="true"], QPushButton[railRow="true"]:focus {
  background: transparent; border: none; text-align: left; padding: 0 ${p8}px;
}
QPushButton[railRow="true"]:hover { background: $background; }
QPushButton[railRow="true"]:focus { border: ${p2}px solid $accent; padding: 0 ${p6}px; }
QPushButton[railRow="true"]:checked {
  color: $accent; background: $accent_soft; font-weight: 600;
}
#dockTitle { background: $surface; }
#dockTitle[apart="true"] { background: $sunken; }
#banner { background: $accent_soft; border: ${p2}px solid $accent; border-radius: ${p4}px; }
#banner[flashing="true"] { background: $surface; border-color: $warning; }

QMenuBar { background: $surface; border-bottom: ${p1}px solid $hairline; padding: ${p2}px ${p4}px; }
QMenuBar::item {
  padding: ${p4}px ${p10}px; border-radius: ${p4}px; background: transparent; color: $text;
}
QMenuBar::item:selected { background: $sunken; }
QMenu { background: $surface; border: ${p1}px solid $border; padding: ${p4}px 0; }
QMenu::item { padding: ${above_item}px ${p24}px ${above_item}px ${p12}px; color: $text; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: ${p10}px; }
QMenu::separator { height: ${p1}px; background: $hairline; margin: ${p4}px 0; }
QMenu::indicator { width: ${p16}px; height: ${p16}px; left: ${p8}px; }
QMenu::indicator:checked { image: url($tick); }
QMenu::right-arrow { image: url($chevron_right); width: ${p14}px; height: ${p14}px; }

QDockWidget { color: $text; font-weight: 600; border: ${p2}px solid $muted; }
QDockWidget::title {
  background: $surface; padding: ${p8}px ${p16}px; text-align: left; border: none;
}
QDockWidget::close-button, QDockWidget::float-button {
  border: none; border-radius: ${p4}px; background: transparent; padding: ${p2}px;
}
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $sunken; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  color: $muted; background: transparent; border: none; margin-right: ${beside_tab}px;
  padding: ${p6}px ${in_tab}px; border-bottom: ${p2}px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: ${p2}px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::scroller { width: ${p20}px; }
QTabBar > QToolButton { background: $surface; border: none; border-radius: 0; padding: 0; }
QTabBar > QToolButton:hover { background: $sunken; }
QTabBar QToolButton::left-arrow { image: url($chevron_left); }
QTabBar QToolButton::right-arrow { image: url($chevron_right); }

QScrollBar:vertical { width: ${p10}px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: ${p10}px; background: transparent; margin: 0; }
QScrollBar::handle { background: $border; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def wear(widget: QWidget, theme: Theme) -> None:
    """Give a widget, and all that is in it, the theme's look, whatever the application's is."""
    wear_colors(widget, theme)
    widget.setStyleSheet(style_sheet(theme))


def wear_colors(widget: QWidget, theme: Theme) -> None:
    """Give a widget, and all that is in it, the theme's colours and typeface."""
    widget.setPalette(theme.palette())
    widget.setFont(theme.font())


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme, over the Fusion style."""
    values: dict[str, object] = {role: theme.color(role).name() for role in COLOR_ROLES}
    values |= {
        f"p{length}": max(1, theme.pixels(length)) for length in range(1, LONGEST_LENGTH + 1)
    }
    values |= _slider_lengths(theme)
    values["above_item"] = values["p2" if theme.projected else "p6"]  # a long menu is one column
    values["in_tab"] = values["p4" if theme.projected else "p8"]  # three fit over a second view
    values["beside_tab"] = values["p3" if theme.projected else "p8"]
    accent = theme.color("accent")
    values |= {
        "disabled": mixed(theme.color("muted"), theme.color("surface"), 0.55).name(),
        "control": mixed(theme.color("border"), theme.color("muted"), 0.5).name(),
        "track": theme.color("hairline").name(),
        "accent_hover": accent.lighter(112).name(),
        "accent_pressed": accent.darker(112).name(),
    }
    muted, on_accent = theme.color("muted").name(), theme.color("accent_text").name()
    values |= {
        "chevron": _icon_file("chevron-down", muted),
        "chevron_disabled": _icon_file("chevron-down", str(values["disabled"])),
        "chevron_left": _icon_file("chevron-left", muted),
        "chevron_right": _icon_file("chevron-right", muted),
        "check": _icon_file("check", on_accent),
        "tick": _icon_file("check", theme.color("text").name()),
    }
    return CONTROLS.substitute(values) + FRAMES.substitute(values)


def _slider_lengths(theme: Theme) -> dict[str, str]:
    """Return lengths that keep the knob a circle around the groove's middle at every size."""
    groove_radius, knob_radius = theme.pixels(2), theme.pixels(7)
    lengths = {
        "groove_radius": groove_radius,
        "groove": 2 * groove_radius,
        "knob_radius": knob_radius,
        "knob": 2 * (knob_radius - max(1, theme.pixels(2))),
        "overhang": knob_radius - groove_radius,
    }
    return {name: str(length) for name, length in lengths.items()}


def _icon_file(name: str, color: str) -> str:
    """Return the place of the drawing in a colour: style sheets take pictures from files only."""
    return memory_file(f"{name}-{color.removeprefix('#')}.svg", colored_svg(name, color))
