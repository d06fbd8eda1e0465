"""Words that are not ours, a file's name or what stands in a file, shown as the letters they are.

Qt takes for HTML what looks like it, and with it pictures that it then reads; `&` underlines in
menus; signs that cannot be seen break lines or turn them round.
"""

import unicodedata
from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories of Unicode
JOINERS = "\u200c\u200d"  # unseen too, but words of some languages need them


def visible(text: str) -> str:
    """Return the text with every sign that cannot be seen as its escape, such as \\n or \\u202e."""
    return "".join(map(_visible_sign, text))


def tooltip_text(text: str) -> str:
    """Return what makes a tooltip show this text, which Qt would take for HTML if it looked so."""
    shown = visible(text)
    if not Qt.mightBeRichText(shown):
        return shown
    return f'<p style="white-space: pre">{escape(shown)}</p>'


def menu_text(text: str) -> str:
    """Return what makes a menu or a button show this text, in which & is no shortcut."""
    return visible(text).replace("&", "&&")


def title_part(text: str) -> str:
    """Return what makes a window's title show this text, in which [*] is no placeholder."""
    return visible(text).replace("[*]", "[*][*]")


def show_plain(label: QLabel, text: str) -> None:
    """Show this text, as it is, in a label."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(visible(text))


def _visible_sign(sign: str) -> str:
    if unicodedata.category(sign) not in UNSEEN or sign in JOINERS:
        return sign
    return sign.encode("unicode_escape").decode("ascii")
