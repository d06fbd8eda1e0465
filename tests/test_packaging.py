"""What pyproject.toml and the Makefile promise about the package."""

import re
import tomllib

import nnviz
from nnviz.paths import resource
from tests.translations import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_folder_of_resources_travels_in_the_wheel() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    folders = {
        f"resources/{path.name}": f"nnviz/resources/{path.name}"
        for path in (ROOT / "resources").iterdir()
        if path.is_dir() and path.name != "screenshots"
    }
    assert included == folders


def test_resources_are_found() -> None:
    assert resource("icons", "play.svg").is_file()
    assert resource("fonts", "LICENSE.txt").is_file()


def test_icons_take_the_colour_they_are_given() -> None:
    for icon in resource("icons").glob("*.svg"):
        assert 'stroke="currentColor"' in icon.read_text("utf-8"), icon.name


def test_every_icon_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "nnviz").rglob("*.py"))
    for icon in resource("icons").glob("*.svg"):
        assert f'"{icon.stem}"' in code, icon.name


def test_the_version_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[(Unreleased|{re.escape(nnviz.__version__)})\]", changelog, re.M)


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY:(.*)$", makefile, re.M)
    assert targets is not None
    for target in set(targets[1].split()) - {"help", "ready", "system"}:
        assert f'"make {target} ' in makefile, target


def test_the_readme_links_to_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^):]+)\)", readme)
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_map_of_the_code_names_every_module() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^  ((?:\w+(?:/|\.py),? )+) ", readme, re.M)
    drawn = {name for line in lines for name in re.findall(r"\w+(?:/|\.py)", line)}
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / "nnviz").iterdir()
        if not path.name.startswith("_") and path.name != "py.typed"
    }
    assert drawn == there
