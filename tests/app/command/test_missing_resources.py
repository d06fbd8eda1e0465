"""The program does without what is missing of its own files, and says so in a line each."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.command.command_runs import words
from tests.translations import ROOT

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program, to take files from."""
    folder = tmp_path / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "screenshots")
    for name in ("nnviz", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    return folder


def run(folder: Path, *arguments: object) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "nnviz", *words(*arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def render(folder: Path, *options: object) -> Done:
    out = folder / "a.png"
    done = run(folder, "render", "--view", "network", "--out", out, "--size", "320x240", *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert out.stat().st_size > 1000
    return done


MISSING = {
    "fonts/Pretendard-Regular.otf": "Pretendard-Regular.otf is missing or damaged",
    "icons": "icons lacks icons, or they are damaged",
    "translations": "nnviz.mo is missing or damaged: all text is in English.",
}


@pytest.mark.parametrize("name", MISSING)
def test_a_picture_is_made_without_it(copy: Path, name: str) -> None:
    missing = copy / "resources" / name
    if missing.is_dir():
        shutil.rmtree(missing)
    else:
        missing.unlink()
    done = render(copy, "--lang", "ko" if name == "translations" else "en")
    assert MISSING[name] in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_picture_is_made_without_any_of_it(copy: Path) -> None:
    shutil.rmtree(copy / "resources")
    done = render(copy, "--lang", "ko")
    assert done.stderr.count("\n") == 4  # two weights of the typeface
    assert "Traceback" not in done.stderr


def test_with_everything_there_nothing_is_said(copy: Path) -> None:
    assert render(copy, "--lang", "ko").stderr == ""


def test_training_says_it_in_english(copy: Path) -> None:
    (copy / "resources/translations/ko/LC_MESSAGES/nnviz.mo").write_bytes(b"nothing")
    done = run(copy, "run", "--lang", "ko", "--epochs", 1)
    assert done.returncode == 0
    assert done.stdout.startswith("1 epoch, ")
    assert "all text is in English" in done.stderr.splitlines()[0]
