"""A short soak holds, and one in which something goes wrong is noticed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.__main__ import environment, report, run
from tests.translations import ROOT

ACTIONS = 150


def test_the_program_lives_through_a_short_one(tmp_path: Path) -> None:
    code, said = run(tmp_path, seed=6, actions=ACTIONS, replayed=None)
    lines, found = report(tmp_path, code, said)
    assert found, "\n".join(lines)
    assert found["failures"] == []
    assert (found["actions"], found["ended by"], code) == (ACTIONS, signal.SIGTERM, 0)
    assert said.count("\n") <= 1  # where its unsaved work is kept


SABOTAGE = {
    "raise": "raise ZeroDivisionError('not to be undone')",
    "warn": "warnings.warn('not to be undone')",
    "end": "os.abort()",
}
SABOTAGED = """
import os, sys, warnings
from nnviz.session import Session

def undo(_session):
    {deed}

Session.undo = undo
from tests.soak.process import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("deed", SABOTAGE)
def test_what_goes_wrong_is_noticed(deed: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [0, "training", ["undo", 0.0]], [100, "leave", []]
    log.write_text("\n".join(json.dumps(step) for step in steps))
    program = SABOTAGED.format(deed=SABOTAGE[deed])
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path, "1", "10", log],
        cwd=ROOT,
        env=environment(tmp_path) | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines, found = report(tmp_path, done.returncode, done.stderr)
    assert bool(found) == (deed != "end"), "\n".join(lines)
    if deed == "end":
        assert not found
        assert "after 1 actions, the last ones:" in "\n".join(lines)
    else:
        assert [("not to be undone" in line) for line in found["failures"]] == [True]
