"""Child processes that see the program as it is on its first start."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_child(arguments: list[str], home: str) -> str:
    """Run Python with these arguments and its own settings in `home`; return what it writes."""
    homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **homes, "LOCALAPPDATA": home},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
