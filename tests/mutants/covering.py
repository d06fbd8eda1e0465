"""Which tests run through a line, so that a mutant there is tried against those alone."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

FIRST = (40, 10, 5)  # tests of a first try: those that mirror the file, its folder's, and others
FURTHER = (400, 300, 50)  # of a second one


@dataclass(frozen=True)
class Covering:
    """For every line of the modules the tests that run through it, by their ids."""

    by_line: Mapping[str, Mapping[int, Sequence[str]]]

    def tests(self, path: str, line: int) -> list[str]:
        """Return the tests of a line, those that mirror its file first.

        Those that mirror it belong to all its lines, as whole files: what is kept once it is
        computed ran for one of them only, and what they compare may be computed when they are
        imported. What runs when the module is imported belongs to every test of the module, and to
        all of its folder where nothing else of it runs.
        """
        lines = self.by_line.get(path, {})
        folder, stem = _folder(path), Path(path).stem
        every = {test for tests in lines.values() for test in tests}
        mirrored = {test for test in every if _distance(test, folder, stem)[0] == 0}
        mirror = {test.partition("::")[0] for test in mirrored}
        found = {*(set(lines.get(line) or every) - mirrored), *mirror}
        return sorted(found, key=lambda test: _distance(test, folder, stem)) or [folder]


def _folder(path: str) -> str:
    """Return the tests' folder that mirrors the file's."""
    return "tests/" + str(Path(path).parent).removeprefix("nnviz").lstrip("/")


def _distance(test: str, folder: str, stem: str) -> tuple[int, str]:
    path = test.partition("::")[0]
    if Path(path).stem.startswith(f"test_{stem}"):
        return 0, test
    return (1 if path.startswith(folder) else 2), test


def tries(tests: Sequence[str], path: str) -> Iterator[list[str]]:
    """Yield a few of the tests, enough to notice most mutants and soon, and then more of them."""
    places = [_distance(test, _folder(path), Path(path).stem)[0] for test in tests]
    tried: set[str] = set()
    for counts in (FIRST, FURTHER):
        chosen: list[str] = []
        for place, most in enumerate(counts):
            group = [test for test, at in zip(tests, places, strict=True) if at == place]
            chosen += [test for test in _spread(group, most) if test not in tried]
        tried.update(chosen)
        if chosen:
            yield chosen


def _spread(tests: Sequence[str], count: int) -> list[str]:
    step = max(1, -(-len(tests) // count))
    return list(tests[::step])


def measure(root: Path, data: Path, modules: Sequence[Path]) -> Covering:
    """Run the whole suite once and return which tests run through which lines."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider"),
        *("--cov", "--cov-context=test", "--cov-report="),
    ]
    done = subprocess.run(
        command, cwd=root, env=_environment(root, data), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"The suite itself fails, so no mutant can be judged:\n{done.stdout[-3000:]}")
    return read(root, data, modules)


def read(root: Path, data: Path, modules: Sequence[Path]) -> Covering:
    """Return what an earlier measurement found."""
    found = CoverageData(str(data))
    found.read()
    by_line: dict[str, Mapping[int, Sequence[str]]] = {}
    for module in modules:
        contexts = found.contexts_by_lineno(str(root / module))
        by_line[str(module)] = {
            line: [name.rpartition("|")[0] for name in names if name]
            for line, names in contexts.items()
        }
    return Covering(by_line)


def _environment(root: Path, data: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "COVERAGE_FILE": str(data)}
