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
