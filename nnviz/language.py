"""Text in the language the person chose.

To add a language, append a row to LANGUAGES and a folder to resources/translations.
"""

import gettext
import locale
import os
from dataclasses import dataclass

from nnviz.catalog import catalog
from nnviz.paths import resource

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
    """Use this language from now on; a KeyError if there is no such row in LANGUAGES."""
    row = LANGUAGES[key]
    if row.key == SOURCE_LANGUAGE:
        translations = gettext.NullTranslations()
    else:
        folder = str(resource("translations"))
        translations = gettext.translation("nnviz", folder, languages=[row.key])
    _Chosen.key, _Chosen.translations = row.key, translations


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
    return translated.format(**values) if values else translated


def trn(one: str, many: str, /, n: int, **values: object) -> str:
    """Return the form of the text that fits the number n, which is also its {n}."""
    return _Chosen.translations.ngettext(one, many, n).format(n=n, **values)
