"""Where the files that come with the program are, and where a person's own are looked for."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

# The variable that says where programs keep such files, and where that is without it.
_OWN = {
    "win32": ("LOCALAPPDATA", "~/AppData/Local"),
    "darwin": ("", "~/Library/Application Support"),
}
_OWN_ELSEWHERE = ("XDG_DATA_HOME", "~/.local/share")


def resource(*parts: str) -> Path:
    """Return a path inside resources/: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def own_folder(*parts: str) -> Path:
    """Return a path inside the folder of a person's own files, which may not be there."""
    variable, usual = _OWN.get(sys.platform, _OWN_ELSEWHERE)
    root = os.environ.get(variable) or os.path.expanduser(usual)
    return Path(root, "nnviz", *parts)
