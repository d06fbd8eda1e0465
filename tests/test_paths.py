"""Where resources are found."""

from pathlib import Path

import pytest

from nnviz import paths
from nnviz.paths import resource


def test_in_a_checkout_resources_lie_beside_the_package() -> None:
    assert resource("fonts").is_dir()
    assert resource("icons", "play.svg").parent == resource("icons")


def test_in_an_installed_wheel_resources_lie_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nnviz" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "nnviz")
    assert resource("fonts", "a.ttf") == tmp_path / "nnviz" / "resources" / "fonts" / "a.ttf"


@pytest.mark.parametrize(
    ("platform", "variable", "folder"),
    [
        ("linux", "XDG_DATA_HOME", ".local/share"),
        ("win32", "LOCALAPPDATA", "AppData/Local"),
        ("darwin", None, "Library/Application Support"),
    ],
)
def test_ones_own_files_are_where_the_system_has_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variable: str | None,
    folder: str,
) -> None:
    monkeypatch.setattr(paths.sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert paths.own_folder("lessons") == tmp_path / folder / "nnviz" / "lessons"
    if variable is not None:
        monkeypatch.setenv(variable, str(tmp_path / "set"))
        assert paths.own_folder() == tmp_path / "set" / "nnviz"
