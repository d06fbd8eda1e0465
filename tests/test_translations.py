"""The catalogues in resources/translations fit the code, and every check is able to fail."""

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from nnviz.language import LANGUAGES, SOURCE_LANGUAGE
from tests import translations

TO_DO = "run `make translations`, fill in the empty msgstr of the .po files, and run it once more"


@pytest.fixture(scope="module")
def collected() -> translations.Collected:
    return translations.collect(translations.parse_folder(translations.ROOT / "nnviz"))


@pytest.fixture(params=translations.catalogue_files(), ids=lambda path: path.parts[-3])
def po_file(request: pytest.FixtureRequest) -> Path:
    return request.param


def catalogue(*entries: tuple[object, object]) -> Catalog:
    made = Catalog(locale="ko")
    for key, string in entries:
        made.add(key, string)
    return made


def collect(*sources: str) -> translations.Collected:
    trees = {f"{number}.py": ast.parse(source) for number, source in enumerate(sources)}
    return translations.collect(trees)


def texts(*sources: str) -> list[str]:
    return [text.singular for text in collect(*sources).texts]


def test_every_text_is_a_literal(collected: translations.Collected) -> None:
    assert collected.problems == ()


def test_the_template_holds_the_texts_of_the_code(collected: translations.Collected) -> None:
    template = translations.template_of(collected)
    committed = translations.read_catalogue(translations.TEMPLATE)
    assert translations.differences(template, committed) == [], TO_DO


def test_every_language_has_a_catalogue() -> None:
    languages = {path.parts[-3] for path in translations.catalogue_files()}
    assert languages == set(LANGUAGES) - {SOURCE_LANGUAGE}


def test_a_catalogue_holds_the_texts_of_the_code(
    po_file: Path, collected: translations.Collected
) -> None:
    template = translations.template_of(collected)
    committed = translations.read_catalogue(po_file)
    assert translations.differences(template, committed) == [], TO_DO


def test_everything_is_translated(po_file: Path) -> None:
    assert translations.unfinished(translations.read_catalogue(po_file)) == []


def test_translations_keep_the_placeholders(po_file: Path) -> None:
    assert translations.mismatched(translations.read_catalogue(po_file)) == []


def test_the_compiled_catalogue_is_fresh(po_file: Path) -> None:
    compiled = translations.read_catalogue(po_file.with_suffix(".mo"))
    assert translations.stale(compiled, translations.read_catalogue(po_file)) == []


def test_literals_of_tr_and_trn_are_found() -> None:
    source = 'tr("Train"); language.tr("Pause " "now"); trn("{n} layer", "{n} layers", n)'
    assert [(text.singular, text.plural) for text in collect(source).texts] == [
        ("Train", None),
        ("Pause now", None),
        ("{n} layer", "{n} layers"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        'tr(f"{count} layers")',
        "tr(text)",
        'tr("Train" if paused else "Pause")',
        'tr("Train" + name)',
        "tr(row.key)",
        'tr(limits["low"])',
        'trn("layer", many, n)',
        "tr()",
    ],
)
def test_a_text_that_cannot_be_collected_is_a_problem(source: str) -> None:
    assert len(collect(source).problems) == 1


@pytest.mark.parametrize("source", ["tr(row.label)", "tr(TABLE[key].hint)", 'tr(limits["label"])'])
def test_the_texts_of_rows_are_translated_where_they_are_shown(source: str) -> None:
    assert collect(source).problems == ()


ROW = """
class Row:
    key: str
    label: str
    hint: str = ""
class Child(Row):
    title: str
class Language(Row):
    pass
def setting(default, label, low): ...
def plain(key, value): ...
"""


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('Row("relu", "ReLU")', ["ReLU"]),
        ('Row("relu", "ReLU", hint="For hidden layers")', ["ReLU", "For hidden layers"]),
        ('Row("relu", label="ReLU")', ["ReLU"]),
        ('Child("a", "A", "B", "C")', ["A", "B", "C"]),
        ('setting(0.9, "Momentum", low=0)', ["Momentum"]),
        ('Row("none", "")', []),
        ('plain("a", "b")', []),
        ('Language("ko", "한국어")', []),
    ],
)
def test_the_texts_of_rows_are_found(call: str, found: list[str]) -> None:
    assert sorted(texts(ROW, call)) == sorted(found)


def test_a_missing_and_an_obsolete_text_are_differences() -> None:
    code, committed = catalogue(("Train", "")), catalogue(("Pause", ""))
    assert translations.differences(code, committed) == ["missing: 'Train'", "obsolete: 'Pause'"]


def test_empty_and_fuzzy_entries_are_unfinished() -> None:
    entries = catalogue(("Train", ""), ("Pause", "멈춤"), (("{n} layer", "{n} layers"), ("",)))
    entries.add("Step", "단계", flags=["fuzzy"])
    assert translations.unfinished(entries) == [
        "untranslated: 'Train'",
        "untranslated: ('{n} layer', '{n} layers')",
        "fuzzy: 'Step'",
    ]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{count} of {total}", "{count}"),
        ("{count} samples", "표본 {number}개"),
        ("{count} samples", "표본 {count개"),
        ("{loss:.4f}", "{loss}"),
        ("Train", "{Train}"),
        (("{n} layer", "{n} layers"), ("층 {m}개",)),
    ],
)
def test_other_placeholders_are_a_mismatch(source: object, translation: object) -> None:
    assert len(translations.mismatched(catalogue((source, translation)))) == 1


def test_the_same_placeholders_in_another_order_match() -> None:
    entries = catalogue(("{count} of {total}", "{total} 중 {count}"))
    assert translations.mismatched(entries) == []


def test_a_changed_translation_makes_the_compiled_catalogue_stale() -> None:
    compiled = catalogue(("Train", "학습"), ("Gone", "없음"))
    changed = catalogue(("Train", "훈련"), ("New", "새"), ("Open", ""))
    assert sorted(translations.stale(compiled, changed)) == [
        "stale: 'Gone'",
        "stale: 'New'",
        "stale: 'Train'",
    ]
