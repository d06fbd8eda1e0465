"""Copies of the package with something added to them, and programs that use those."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.translations import ROOT


def copy_package(folder: Path) -> Path:
    """Copy the package and what it draws with into a folder, and return that."""
    without = shutil.ignore_patterns("*.pyc", "screenshots")
    for name in ("nnviz", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=without)
    return folder


def insert(path: Path, before: str, text: str) -> None:
    """Write a text before another one that a file has once."""
    content = path.read_text("utf-8")
    assert content.count(before) == 1, f"{before!r} is not there once"
    path.write_text(content.replace(before, text + before), "utf-8")


def said_by(folder: Path, program: str, *arguments: object) -> list[str]:
    """Return the lines that a program prints that imports the copy, and tests from here."""
    start = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(ROOT)!r}]\n"
    command = [sys.executable, "-c", start + program, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()
