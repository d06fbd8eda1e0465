"""Mutation testing: `make mutants` changes the program in small ways and sees which go unnoticed.

A sample of all changes of MODULES is tried, always the same one for the same text. Survivors are
named in survivors.toml, each with the reason why no test can or need notice it; a survivor that is
not named there, or more than a tenth, is a failure.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.covering import Covering, measure, read, tries
from tests.mutants.mutations import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
SURVIVORS = Path(__file__).with_name("survivors.toml")
NEEDED = ("nnviz", "tests", "resources", "main.py", "pyproject.toml", "README.md", "Makefile")
MODULES = (
    "nnviz/training/*.py",
    "nnviz/files/*.py",
    "nnviz/lessons/*.py",
    "nnviz/number_text.py",
    "nnviz/regular_file.py",
    "nnviz/system_error.py",
    "nnviz/experiment/*.py",
    "nnviz/session.py",
    "nnviz/work.py",
    "nnviz/jobs.py",
    "nnviz/pacing.py",
    "nnviz/selection.py",
    "nnviz/shared_selection.py",
    "nnviz/kept.py",
    "nnviz/stage.py",
    "nnviz/undo.py",
    "nnviz/unsaved.py",
    "nnviz/views/plotting/*.py",
    "nnviz/views/network/[!v]*.py",
    "nnviz/views/activations/dead_units.py",
    "nnviz/views/activations/layer_charts.py",
    "nnviz/views/output/[!v]*.py",
    "nnviz/app/docks/cutting.py",
    "nnviz/app/docks/default_arrangement.py",
    "nnviz/app/docks/folding.py",
)
DEFAULT_COUNT = 240
TEST_SECONDS, TRY_SECONDS = 20, 150
MOST_SURVIVORS = 0.1


@dataclass(frozen=True)
class Change:
    """A mutant of a file, what the line is that it stands on, and how many before read the same."""

    path: Path
    mutant: Mutant
    text: str
    twins: int

    @property
    def name(self) -> str:
        which = f" (no. {self.twins + 1})" if self.twins else ""
        return f"{self.path}: {self.text}: {self.mutant.words}{which}"

    @property
    def order(self) -> str:
        """A number like a random one that stays as long as the text does."""
        return hashlib.sha256(self.name.encode()).hexdigest()


def all_changes(root: Path, paths: Iterable[Path]) -> Iterator[Change]:
    for path in paths:
        source = (root / path).read_text("utf-8")
        lines = source.splitlines()
        seen: Counter[tuple[str, str]] = Counter()
        for mutant in mutants(source):
            text = lines[mutant.line - 1].strip()
            yield Change(path, mutant, text, seen[text, mutant.words])
            seen[text, mutant.words] += 1


def module_paths(root: Path, patterns: Sequence[str]) -> list[Path]:
    """Return the modules' paths below the root, each once."""
    found = {path.relative_to(root) for pattern in patterns for path in root.glob(pattern)}
    return sorted(found)


class Workshop:
    """Copies of the project to make mutants in, one for each that works at the same time."""

    def __init__(self, folder: Path, count: int):
        self._free: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            copy = folder / str(number)
            copy.mkdir()
            for name in NEEDED:
                source = ROOT / name
                take = shutil.copytree if source.is_dir() else shutil.copy2
                take(source, copy / name)
            self._free.put(copy)

    def survives(self, change: Change, tests: list[str]) -> bool:
        """Make the change and say whether all these tests pass nonetheless."""
        copy = self._free.get()
        path = copy / change.path
        source = path.read_text("utf-8")
        try:
            path.write_text(change.mutant.apply(source), "utf-8")
            return all(_passes(copy, some) for some in tries(tests, str(change.path)))
        finally:
            path.write_text(source, "utf-8")
            self._free.put(copy)


def _passes(copy: Path, tests: Sequence[str]) -> bool:
    command = [
        *(sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"),
        *("-p", "no:xdist", f"--timeout={TEST_SECONDS}", "--no-header", *tests),
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=environment,
            capture_output=True,
            timeout=TRY_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if b"not found:" in done.stderr:
        sys.exit(f"Measure the coverage anew, the tests are others now:\n{done.stderr.decode()}")
    return done.returncode == 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def try_all(
    changes: Sequence[Change], covering: Covering, workers: int, known: Collection[str]
) -> list[Change]:
    """Return the changes that no test noticed; those that are known for it are not tried."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder), workers)

        def survives(change: Change) -> bool:
            tests = covering.tests(str(change.path), change.mutant.line)
            survived = change.name in known or workshop.survives(change, tests)
            say(f"{'survived' if survived else 'noticed '} {change.name}")
            return survived

        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(pool.map(survives, changes))
    return [change for change, survived in zip(changes, verdicts, strict=True) if survived]


def accepted() -> dict[str, str]:
    """Return the survivors that are known, each with its reason."""
    if not SURVIVORS.exists():
        return {}
    rows = tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    return {row["name"]: row["reason"] for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=DEFAULT_COUNT, help="changes to try")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", nargs="+", default=MODULES, help="patterns of modules")
    parser.add_argument("--coverage", type=Path, help="keep, or use, the tests' coverage here")
    parser.add_argument("--again", action="store_true", help="try known survivors too")
    options = parser.parse_args()
    began = time.monotonic()
    paths = module_paths(ROOT, options.only)
    changes = sorted(all_changes(ROOT, paths), key=lambda change: change.order)[: options.count]
    with tempfile.TemporaryDirectory() as folder:
        data = options.coverage or Path(folder) / "coverage"
        take = read if data.exists() else measure
        covering = take(ROOT, data, paths)
    known = {} if options.again else accepted()
    survivors = try_all(changes, covering, options.workers, known)
    return report(changes, survivors, time.monotonic() - began)


def report(changes: Sequence[Change], survivors: Sequence[Change], seconds: float) -> int:
    """Say what was found; return the exit code."""
    known = accepted()
    share = len(survivors) / max(len(changes), 1)
    say(f"\n{len(survivors)} of {len(changes)} survived: {share:.1%}, in {seconds / 60:.0f} min")
    unnamed = [change for change in survivors if change.name not in known]
    for change in survivors:
        say(f"  {change.name}\n      {known.get(change.name, 'NO REASON GIVEN')}")
    if unnamed:
        say(f"{len(unnamed)} are not named in {SURVIVORS.relative_to(ROOT)}: test or name them.")
    return 1 if unnamed or share > MOST_SURVIVORS else 0


if __name__ == "__main__":
    sys.exit(main())
