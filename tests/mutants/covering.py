"""Which tests run through a line, so that a mutant there is tried against those alone."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

NEAR, OTHERS = 60, 40  # tests of a first try: those that mirror the file, and further ones


@dataclass(frozen=True)
class Covering:
    """For every line of the modules the tests that run through it, by their ids."""

    by_line: Mapping[str, Mapping[int, Sequence[str]]]

    def tests(self, path: str, line: int) -> list[str]:
        """Return the tests of a line, those that mirror its file first.

        What runs when the module is imported belongs to every test of the module.
        """
        lines = self.by_line.get(path, {})
        found = lines.get(line) or [test for tests in lines.values() for test in tests]
        folder = "tests/" + str(Path(path).parent).removeprefix("nnviz").lstrip("/")
        stem = Path(path).stem
        return sorted(set(found), key=lambda test: _distance(test, folder, stem))


def _distance(test: str, folder: str, stem: str) -> tuple[int, str]:
    path = test.partition("::")[0]
    if Path(path).stem == f"test_{stem}":
        return 0, test
    return (1 if path.startswith(folder) else 2), test


def first_tries(tests: Sequence[str], path: str) -> list[str]:
    """Return a few of the tests: enough to notice most mutants, and soon."""
    folder = "tests/" + str(Path(path).parent).removeprefix("nnviz").lstrip("/")
    near = [test for test in tests if test.startswith(folder)]
    others = [test for test in tests if not test.startswith(folder)]
    return _spread(near, NEAR) + _spread(others, OTHERS)


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
            line: [name.partition("|")[0] for name in names if name]
            for line, names in contexts.items()
        }
    return Covering(by_line)


def _environment(root: Path, data: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "COVERAGE_FILE": str(data)}
