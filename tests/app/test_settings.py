"""Settings: remembered from one start to the next, and harmless when damaged."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings
from pytestqt.qtbot import QtBot

from nnviz.app.settings import MAX_DECIMALS, MAX_RECENT, OPENING_SPEED, Settings


def stored(key: str, value: object) -> Settings:
    """Return settings over a store in which somebody has written this value."""
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nnviz", "nnviz")
    store.setValue(key, value)
    store.sync()
    return Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "ko"),
        ("shade", "dark"),
        ("speed", 32.0),
        ("speed", None),
        ("step_unit", "sample"),
        ("decimals", 6),
        ("type_size", "L"),
        ("reduced_motion", True),
        ("picture_folder", "/tmp/a, b"),
    ],
)
def test_a_value_is_there_at_the_next_start(name: str, value: object) -> None:
    settings = Settings()
    setattr(settings, name, value)
    settings.save()
    assert getattr(Settings(), name) == value


@pytest.mark.parametrize(
    ("name", "nonsense", "default"),
    [
        ("shade", "pink", "system"),
        ("step_unit", "year", "batch"),
        ("speed", "fast", OPENING_SPEED),
        ("speed", "-3", OPENING_SPEED),
        ("speed", "nan", OPENING_SPEED),
        ("decimals", "many", 4),
        ("type_size", "XXL", "M"),
        ("decimals", "99", MAX_DECIMALS),
        ("language", "xx", "en"),
    ],
)
def test_nonsense_counts_as_the_default(
    name: str, nonsense: str, default: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert getattr(stored(name, nonsense), name) == default


def test_the_window_has_a_place_on_every_set_of_screens() -> None:
    settings = Settings()
    for screens in ("1920x1080", "1366x768+1920x1080"):
        settings.set_geometry(screens, QByteArray(screens.encode()))
    settings.save()
    assert Settings().geometry("1920x1080") == QByteArray(b"1920x1080")
    assert Settings().geometry("1366x768+1920x1080") == QByteArray(b"1366x768+1920x1080")
    assert Settings().geometry("1366x768").isEmpty()


def test_every_screen_has_an_arrangement_of_its_own() -> None:
    Settings().set_docks("1920x1080", QByteArray(b"\x00docks"))
    assert Settings().docks("1920x1080") == QByteArray(b"\x00docks")
    assert Settings().docks("1024x768").isEmpty()


def test_nonsense_geometry_counts_as_none() -> None:
    assert stored("window/geometry-1x1", "here").geometry("1x1").isEmpty()


def test_the_file_used_last_is_the_first_of_the_recent_ones() -> None:
    settings = Settings()
    for name in ("a", "b", "a"):
        settings.add_recent(Path("/models") / f"{name}, 1.nnviz")
    assert Settings().recent == (Path("/models/a, 1.nnviz"), Path("/models/b, 1.nnviz"))


def test_a_recent_file_may_have_a_line_break_in_its_name() -> None:
    Settings().add_recent(Path("/models/two\nlines.nnviz"))
    assert Settings().recent == (Path("/models/two\nlines.nnviz"),)


def test_only_so_many_recent_files_are_kept() -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings.add_recent(Path(f"/models/{number}.nnviz"))
    assert len(settings.recent) == MAX_RECENT


def test_a_recent_file_can_be_dropped(qtbot: QtBot) -> None:
    settings = Settings()
    settings.add_recent(Path("/models/a.nnviz"))
    with qtbot.waitSignal(settings.recent_changed):
        settings.drop_recent(Path("/models/a.nnviz"))
    assert settings.recent == ()


def test_reset_forgets_everything() -> None:
    settings = Settings()
    settings.language, settings.decimals = "ko", 6
    settings.reset()
    assert (Settings().decimals, Settings().shade) == (4, "system")


def test_what_the_command_line_says_is_not_remembered() -> None:
    settings = Settings()
    settings.shade = "light"
    settings.override("ko", "dark")
    assert (settings.language, settings.shade) == ("ko", "dark")
    assert Settings().shade == "light"


def test_a_choice_takes_the_place_of_what_the_command_line_says() -> None:
    settings = Settings()
    settings.override("ko", "dark")
    settings.shade = "light"
    assert settings.shade == "light"
    assert settings.language == "ko"
