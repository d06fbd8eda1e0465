"""Text in the language the person chose.

To add a language, append a row to LANGUAGES and a folder to resources/translations.
"""

import gettext
import locale
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from nnviz.catalog import catalog
from nnviz.paths import resource
from nnviz.terminal import complain_once

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Language:
    """A language and its name in itself."""

    key: str
    label: str


LANGUAGES = catalog(Language("en", "English"), Language("ko", "한국어"))


class _Chosen:
    """The one language of the process: text is asked for in too many places to pass it along."""

    key = SOURCE_LANGUAGE
    translations: gettext.NullTranslations = gettext.NullTranslations()


def set_language(key: str) -> None:
    """Use this language from now on; a KeyError if there is no such row in LANGUAGES.

    Where its catalogue is missing or damaged the texts are English, and one line says so.
    """
    row = LANGUAGES[key]
    translations = gettext.NullTranslations()
    if row.key != SOURCE_LANGUAGE:
        path = resource("translations", row.key, "LC_MESSAGES", "nnviz.mo")
        translations = _read(path) or translations
    _Chosen.key, _Chosen.translations = row.key, translations


def _read(path: Path) -> gettext.GNUTranslations | None:
    try:
        with path.open("rb") as stream:
            translations = gettext.GNUTranslations(stream)
        translations.ngettext("", "", 1)
    except (OSError, ArithmeticError, LookupError, ValueError, struct.error):
        complain_once(f"{path} is missing or damaged: all text is in English.")
        return None
    return translations


def current_language() -> str:
    """Return the key of the language in use."""
    return _Chosen.key


def system_language() -> str:
    """Return the key of the system's language where there is a translation, else English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    short = "ko" if name.lower().startswith(("ko", "korean")) else name[:2].lower()
    return short if short in LANGUAGES else SOURCE_LANGUAGE


def tr(text: str, /, **values: object) -> str:
    """Return the text in the chosen language with the values put in their places."""
    translated = _Chosen.translations.gettext(text) if text else text
    return _filled(translated, text, values) if values else translated


def trn(one: str, many: str, /, n: int, **values: object) -> str:
    """Return the form of the text that fits the number n, which is also its {n}."""
    translated = _Chosen.translations.ngettext(one, many, n)
    return _filled(translated, one if n == 1 else many, {"n": n, **values})


def _filled(translated: str, text: str, values: dict[str, object]) -> str:
    try:
        return translated.format(**values)
    except (AttributeError, LookupError, ValueError):  # a letter of the catalogue is damaged
        return text.format(**values)
