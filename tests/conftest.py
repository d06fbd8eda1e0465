"""What holds for every test: no screen, no settings of the person's own, nothing left behind."""

import os
import signal

# Before Qt and NumPy are imported, by whichever module comes first.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from nnviz.language import SOURCE_LANGUAGE, set_language
from nnviz.terminal import complain_once
from tests.leftovers import activity, leftovers

# As at a terminal, also where nohup or a shell's background has them ignored, which is inherited.
for _name, _handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name):
        signal.signal(getattr(signal, _name), _handler)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a window, a thread or a timer behind."""
    before = activity()
    yield
    assert leftovers(before, activity()) == []


@pytest.fixture(autouse=True)
def _nothing_missing() -> Iterator[None]:
    """Fail a test for which something of resources/ is not there, as an icon's name mistyped."""
    before = complain_once.cache_info().misses
    yield
    assert complain_once.cache_info().misses <= before


@pytest.fixture(autouse=True)
def _own_settings(
    _nothing_left_behind: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep settings and the program's own files in the test's temporary directory."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start every test in English."""
    set_language(SOURCE_LANGUAGE)
    yield
    set_language(SOURCE_LANGUAGE)
