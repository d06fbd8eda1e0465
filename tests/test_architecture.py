"""The rules about what imports what, how long files are and what they are called."""

import itertools
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.translations import ROOT

LONGEST = 400
VAGUE_NAMES = frozenset({"utils", "helpers", "misc", "common"})
PACKAGE = ROOT / "nnviz"

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
LAYERS = [
    [name for name in layer.split(" | ") if not name.startswith("(")]
    for layer in CONTRACTS["layers"]["layers"]
]
UPWARD = [
    (lower, higher)
    for above, below in itertools.pairwise(LAYERS)
    for higher, lower in itertools.product(above, below)
]
SESSION = next(place for place, layer in enumerate(LAYERS) if "session" in layer)
BELOW_SESSION = sorted(itertools.chain(*LAYERS[SESSION + 1 :]))
SIDEWAYS = [pair for layer in LAYERS for pair in itertools.permutations(layer, 2)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its configuration, to break rules in."""
    shutil.copytree(PACKAGE, tmp_path / "nnviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add_import(folder: Path, importer: str, imported: str) -> None:
    """Make the module, or a new one in it if it is a package, import another."""
    path = folder.joinpath(*importer.split("."))
    path = path / "breach.py" if path.is_dir() else path.with_suffix(".py")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\nimport {imported}\n")


def lint_imports(folder: Path, contract: str) -> str:
    """Return what import-linter says of one contract, "" if it is kept."""
    command = [
        *(
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as main; main()",
        ),
        *("--no-cache", "--contract", contract),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_contract_is_kept(contract: str) -> None:
    assert lint_imports(ROOT, contract) == ""


@pytest.mark.parametrize(("importer", "imported"), UPWARD + SIDEWAYS)
def test_an_import_upwards_or_sideways_is_refused(copy: Path, importer: str, imported: str) -> None:
    add_import(copy, f"nnviz.{importer}", f"nnviz.{imported}")
    said = lint_imports(copy, "layers")
    assert f"nnviz.{importer} is not allowed to import nnviz.{imported}" in said


def test_a_module_in_no_layer_is_refused(copy: Path) -> None:
    (copy / "nnviz" / "stray.py").touch()
    assert "not listed as layers" in lint_imports(copy, "layers")


@pytest.mark.parametrize("contract", ["qt-free", "numpy-only"])
def test_a_forbidden_library_is_refused(copy: Path, contract: str) -> None:
    for importer in CONTRACTS[contract]["source_modules"]:
        for imported in CONTRACTS[contract]["forbidden_modules"]:
            add_import(copy, importer, imported)
    said = lint_imports(copy, contract)
    for importer in CONTRACTS[contract]["source_modules"]:
        for imported in CONTRACTS[contract]["forbidden_modules"]:
            assert f"{importer} is not allowed to import {imported}" in said


def test_all_below_the_session_is_named_as_free_of_qt() -> None:
    named = [name.removeprefix("nnviz.") for name in CONTRACTS["qt-free"]["source_modules"]]
    assert sorted(named) == BELOW_SESSION


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("views", "views.loss.view", "views.output.view"),
        ("views", "views.plotting.colors", "views.network.layout"),
        ("panels", "panels.data.panel", "panels.training.panel"),
    ],
)
def test_a_view_or_panel_that_imports_another_is_refused(
    copy: Path, contract: str, importer: str, imported: str
) -> None:
    add_import(copy, f"nnviz.{importer}", f"nnviz.{imported}")
    assert f"nnviz.{importer} -> nnviz.{imported}" in lint_imports(copy, contract)


@pytest.mark.parametrize("package", ["views", "panels"])
def test_an_application_that_knows_a_view_or_panel_by_name_is_refused(
    copy: Path, package: str
) -> None:
    (copy / "nnviz" / package / "breach.py").touch()
    add_import(copy, "nnviz.app", f"nnviz.{package}.breach")
    said = lint_imports(copy, "tables")
    assert f"nnviz.app is not allowed to import nnviz.{package}.breach" in said


def test_a_look_up_of_generated_data_is_refused(copy: Path) -> None:
    (copy / "nnviz" / "views" / "output" / "breach.py").touch()
    add_import(copy, "nnviz.views.output.breach", "nnviz.data.generators")
    said = lint_imports(copy, "data-form")
    assert "nnviz.views.output.breach -> nnviz.data.generators" in said


def python_files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*.py"))]


def too_long(paths: Iterable[Path]) -> list[str]:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in paths}
    return [f"{name} has {length} lines" for name, length in lengths.items() if length > LONGEST]


def vaguely_named(paths: Iterable[Path], top: Path) -> list[Path]:
    return [
        path for path in paths if VAGUE_NAMES & set(path.relative_to(top).with_suffix("").parts)
    ]


def test_no_file_is_too_long() -> None:
    assert too_long(python_files(PACKAGE, ROOT / "tests")) == []


def test_a_file_that_is_too_long_is_seen(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x\n" * (LONGEST + 1))
    (tmp_path / "short.py").write_text("x\n" * LONGEST)
    assert too_long(python_files(tmp_path)) == ["long.py has 401 lines"]


def test_no_module_has_a_vague_name() -> None:
    assert vaguely_named(python_files(PACKAGE, ROOT / "tests"), ROOT) == []


def test_a_vague_name_is_seen(tmp_path: Path) -> None:
    for name in ("helpers.py", "common/colours.py", "colours.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = vaguely_named(python_files(tmp_path), tmp_path)
    assert sorted(path.name for path in found) == ["colours.py", "helpers.py"]


def modules_of(table: Mapping[str, object]) -> set[str]:
    """Return the names of the modules that a table's rows and what they hold come from."""
    held = [
        value
        for row in table.values()
        for value in (row, *vars(row).values(), getattr(row, "factory", None))
    ]
    return {getattr(value, "__module__", "") for value in held}


def unlisted(folder: Path, base: str, table: Mapping[str, object]) -> list[str]:
    """Return the folders with a class made from the package's base that no row comes from."""
    listed = {module.split(".")[-2] for module in modules_of(table) if "." in module}
    made_from_base = f"({base.capitalize()}):"
    found = [path for path in sorted(folder.glob("*/*.py")) if made_from_base in path.read_text()]
    return [path.parent.name for path in found if path.parent.name not in listed]


@pytest.mark.parametrize("kind", ["view", "panel"])
def test_every_view_and_panel_is_listed(kind: str) -> None:
    from nnviz.panels import PANELS
    from nnviz.views import VIEWS

    table = {"view": VIEWS, "panel": PANELS}[kind]
    missing = unlisted(PACKAGE / f"{kind}s", kind, table)
    assert missing == [], f"append a row for each of {missing} in nnviz/{kind}s/__init__.py"


def test_an_unlisted_file_is_seen(tmp_path: Path) -> None:
    class Row:
        def __init__(self) -> None:
            self.view = type("LossView", (), {"__module__": "nnviz.views.loss.view"})

    for name in ("loss", "forgotten"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "view.py").write_text("class Shown(View):\n    pass\n")
    (tmp_path / "plotting").mkdir()
    for name in ("view", "plotting/colors"):
        (tmp_path / f"{name}.py").write_text("class View(QWidget):\n    pass\n")
    assert unlisted(tmp_path, "view", {"loss": Row()}) == ["forgotten"]


def without_init(folder: Path) -> list[Path]:
    """Return the folders with modules that would be a package only by chance."""
    folders = {path.parent for path in python_files(folder)} - {folder}
    return sorted(path for path in folders if not (path / "__init__.py").is_file())


def test_every_folder_of_modules_is_a_package() -> None:
    missing = without_init(PACKAGE)
    assert missing == [], f"write __init__.py, with a line that says what it is, into {missing}"


def test_a_folder_without_init_is_seen(tmp_path: Path) -> None:
    for name in ("loss/__init__", "loss/view", "forgotten/view"):
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert without_init(tmp_path) == [tmp_path / "forgotten"]


WITHOUT_QT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "pyqtgraph"):
            raise ModuleNotFoundError(f"{name} is absent")

sys.meta_path.insert(0, Absent())
"""
IMPORT_ALL = """
import importlib, pkgutil
for top in sys.argv[1:]:
    module = importlib.import_module(f"nnviz.{top}")
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), f"nnviz.{top}."):
        importlib.import_module(found.name)
"""
TRAIN = """
from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun
run = TrainingRun(Experiment())
for _ in range(100):
    run.step()
assert run.iteration == 100
"""


def run_without_qt(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_QT + program, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_all_below_the_session_imports_without_qt() -> None:
    assert run_without_qt(IMPORT_ALL, *BELOW_SESSION).stderr == ""


def test_a_network_trains_without_qt() -> None:
    done = run_without_qt(TRAIN)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_module_that_needs_qt_is_seen() -> None:
    assert "PySide6 is absent" in run_without_qt(IMPORT_ALL, "session").stderr
