"""The translation catalogues: collect the program's texts, bring pot, po and mo up to date.

A text is a literal in tr(…) or trn(…), or one that fills a parameter called `label`, `hint` or
another of TEXT_FIELDS of a row class or function of ours, and is translated where it is shown:
tr(row.label). Run as `make translations`, then fill in the empty msgstr of the .po files.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "translations"
TEMPLATE = CATALOGUES / "nnviz.pot"
TEXT_FIELDS = frozenset({"label", "hint", "description", "title", "noun"})
NOT_TRANSLATED = frozenset({"Language"})  # languages are called what their speakers call them

Parameters = Mapping[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class Text:
    """One text of the program, with its plural form if it has one, and where it stands."""

    singular: str
    plural: str | None
    file: str
    line: int


@dataclass(frozen=True)
class Collected:
    """What a walk over the code finds: its texts, and the calls whose text cannot be found."""

    texts: tuple[Text, ...]
    problems: tuple[str, ...]


def parse_folder(package: Path) -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its path from the package's parent."""
    return {
        path.relative_to(package.parent).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }


def collect(trees: Mapping[str, ast.Module]) -> Collected:
    """Return every text in these modules."""
    parameters = _parameters_with_text(trees)
    texts: list[Text] = []
    problems: list[str] = []
    for file, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = _called_name(call)
            if name not in ("tr", "trn"):
                forms = [(text, None) for text in _row_texts(call, parameters.get(name, []))]
            elif literals := _literal_forms(call, 2 if name == "trn" else 1):
                forms = [literals]
            else:
                forms = []
                if not (name == "tr" and call.args and _is_field(call.args[0])):
                    problems.append(f"{file}:{call.lineno}: the text of {name} is not a literal")
            texts += [Text(*form, file, call.lineno) for form in forms]
    return Collected(tuple(texts), tuple(problems))


def _called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literal_forms(call: ast.Call, count: int) -> tuple[str, str | None] | None:
    forms = call.args[:count]
    if len(forms) < count or not all(_is_literal(form) for form in forms):
        return None
    singular, plural = (*(ast.literal_eval(form) for form in forms), None)[:2]
    return singular, plural


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_field(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=name)):
            return name in TEXT_FIELDS
    return False


def _row_texts(call: ast.Call, signatures: list[tuple[str, ...]]) -> Iterator[str]:
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    for names in signatures:
        given |= dict(zip(names, call.args, strict=False))
    if signatures:
        for name in TEXT_FIELDS & given.keys():
            if _is_literal(given[name]) and ast.literal_eval(given[name]):
                yield ast.literal_eval(given[name])


def _parameters_with_text(trees: Mapping[str, ast.Module]) -> Parameters:
    """Return the parameters of each row class and function of which one or more hold a text."""
    classes: dict[str, ast.ClassDef] = {}
    found: dict[str, list[tuple[str, ...]]] = {}
    for tree in trees.values():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
            elif isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(tuple(a.arg for a in node.args.args))
    for name, node in classes.items():
        found.setdefault(name, []).append(tuple(_fields(node, classes)))
    return {
        name: [names for names in signatures if TEXT_FIELDS & set(names)]
        for name, signatures in found.items()
        if name not in NOT_TRANSLATED
    }


def _fields(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> list[str]:
    names: list[str] = []
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            names += _fields(classes[base.id], classes)
    return names + [
        entry.target.id
        for entry in node.body
        if isinstance(entry, ast.AnnAssign) and isinstance(entry.target, ast.Name)
    ]


def template_of(collected: Collected) -> Catalog:
    """Return the catalogue without translations, in the order of the code."""
    template = Catalog(project="nnviz")
    for text in collected.texts:
        key = text.singular if text.plural is None else (text.singular, text.plural)
        template.add(key, locations=[(text.file, text.line)])
    return template


def messages_of(catalogue: Catalog) -> dict[str | tuple[str, ...], Message]:
    """Return the entries by their text, without the header."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): message
        for message in catalogue
        if message.id
    }


def differences(template: Catalog, committed: Catalog) -> list[str]:
    """Return what is in one catalogue only."""
    wanted, present = messages_of(template).keys(), messages_of(committed).keys()
    return [f"missing: {key!r}" for key in wanted - present] + [
        f"obsolete: {key!r}" for key in present - wanted
    ]


def unfinished(catalogue: Catalog) -> list[str]:
    """Return the entries that are not translated, or only fuzzily."""
    return [
        f"{'fuzzy' if message.fuzzy else 'untranslated'}: {key!r}"
        for key, message in messages_of(catalogue).items()
        if message.fuzzy or not all(_strings(message))
    ]


def mismatched(catalogue: Catalog) -> list[str]:
    """Return the entries whose translation has other {placeholders}, or none that can be read."""
    return [
        f"placeholders: {key!r} → {string!r}"
        for key, message in messages_of(catalogue).items()
        for string in _strings(message)
        if string and not _same_placeholders(key if isinstance(key, str) else key[-1], string)
    ]


def stale(compiled: Catalog, catalogue: Catalog) -> list[str]:
    """Return the entries whose compiled form is not what the catalogue says."""
    there = {key: _strings(message) for key, message in messages_of(compiled).items()}
    wanted = {key: _strings(message) for key, message in messages_of(catalogue).items()}
    translated = {key: strings for key, strings in wanted.items() if all(strings)}
    return [
        f"stale: {key!r}"
        for key in there.keys() | translated.keys()
        if there.get(key) != translated.get(key)
    ]


def _strings(message: Message) -> tuple[str, ...]:
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return strings or ("",)


def _same_placeholders(source: str, translation: str) -> bool:
    try:
        return _placeholders(source) == _placeholders(translation)
    except ValueError:
        return False


def _placeholders(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


def read_catalogue(path: Path) -> Catalog:
    """Return a .pot, .po or .mo file's catalogue."""
    with path.open("rb") as stream:
        return read_mo(stream) if path.suffix == ".mo" else read_po(stream)


def catalogue_files() -> list[Path]:
    """Return the .po file of every language."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/nnviz.po"))


def update() -> int:
    """Bring every catalogue up to date; return the number of texts nobody has translated yet."""
    collected = collect(parse_folder(ROOT / "nnviz"))
    if collected.problems:
        raise SystemExit("\n".join(collected.problems))
    template = template_of(collected)
    _write(TEMPLATE, template, omit_header=True)
    open_entries = 0
    for path in catalogue_files():
        catalogue = read_catalogue(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        _write(path, catalogue)
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)
        waiting = unfinished(catalogue)
        open_entries += len(waiting)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(waiting)} texts to translate\n")
    return open_entries


def _write(path: Path, catalogue: Catalog, omit_header: bool = False) -> None:
    with path.open("wb") as stream:
        write_po(
            stream,
            catalogue,
            width=100,
            omit_header=omit_header,
            sort_by_file=True,
            include_lineno=False,
            ignore_obsolete=True,
        )


if __name__ == "__main__":
    update()
