"""What goes wrong in a method that Qt calls reaches the hook, and does not end the program."""

import gc
import importlib
import pkgutil
import sys
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import nnviz
from nnviz.widgets.override_guard import guarded, unguarded


@guarded
class Sign(QWidget):
    """Paints until it is told to fail, with its painter still at work."""

    def __init__(self) -> None:
        super().__init__()
        self.fault = ""
        self.painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), "white")
        self._finish(painter)
        painter.end()

    def _finish(self, _painter: QPainter) -> None:
        self.painted += 1
        if self.fault:
            raise LookupError(self.fault)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: said.append(str(error)))
    return said


def put_up(qtbot: QtBot) -> Sign:
    made = Sign()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sign(qtbot: QtBot) -> Sign:
    return put_up(qtbot)


def paint(sign: Sign, *faults: str) -> None:
    """Have it painted with each of these faults, on the screen and in a picture."""
    for fault in faults:
        sign.fault, before = fault, sign.painted
        sign.repaint()
        assert not sign.grab().isNull()
        assert sign.painted >= before + 2


def test_what_goes_wrong_in_every_picture_is_heard_of_once(sign: Sign, heard: list[str]) -> None:
    paint(sign, "no ink", "no ink", "no ink")
    assert heard == ["no ink"]


def test_it_is_heard_of_again_when_a_picture_has_succeeded(sign: Sign, heard: list[str]) -> None:
    paint(sign, "no ink", "", "no paper")
    assert heard == ["no ink", "no paper"]


def test_each_widget_is_heard_of(sign: Sign, heard: list[str], qtbot: QtBot) -> None:
    paint(sign, "no ink")
    paint(put_up(qtbot), "no ink")
    assert heard == ["no ink", "no ink"]


def test_the_painter_ends_even_while_somebody_keeps_the_exception(
    sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: kept.append(error))
    paint(sign, "no ink")  # else Qt warns of a painter that is at work still
    assert len(kept) == 1
    painters = [found for found in gc.get_objects() if isinstance(found, QPainter)]
    assert not any(painter.isActive() for painter in painters)


def classes() -> list[type[Any]]:
    """Return all classes of the program."""
    found = pkgutil.walk_packages(nnviz.__path__, "nnviz.")
    modules = [importlib.import_module(one.name) for one in found if "__main__" not in one.name]
    things = [thing for module in modules for thing in vars(module).values()]
    return [
        thing
        for thing in things
        if isinstance(thing, type) and thing.__module__.startswith("nnviz.")
    ]


def left_open(kinds: list[type[Any]]) -> list[str]:
    """Return what is to be done about the methods that Qt calls and no guard is around."""
    return [
        f"put @guarded of nnviz.widgets.override_guard over {kind.__qualname__}, for its {name}"
        for kind in kinds
        for name in unguarded(kind)
    ]


def test_every_method_that_qt_calls_is_guarded() -> None:
    assert left_open(classes()) == []


class Open(QWidget):
    def sizeHint(self) -> QSize:
        return QSize()


def test_a_method_that_is_not_guarded_is_seen() -> None:
    assert [said.split()[-1] for said in left_open([Open, Sign])] == ["sizeHint"]


def test_what_comes_from_a_library_is_guarded_in_the_class_alone() -> None:
    @guarded
    class Closed(Open):
        pass

    assert (unguarded(Closed), unguarded(Open)) == ([], ["sizeHint"])


@guarded
class Brittle(QWidget):
    """Fails in C code, as an index out of range does."""

    def sizeHint(self) -> QSize:
        return [QSize()][self.width()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        assert 1 // event.size().isNull()


def test_an_exception_of_c_code_comes_back_from_qt(qtbot: QtBot) -> None:
    brittle = Brittle()
    qtbot.addWidget(brittle)
    with pytest.raises(IndexError):
        brittle.adjustSize()
    with pytest.raises(ZeroDivisionError):
        QApplication.sendEvent(brittle, QResizeEvent(QSize(5, 5), QSize()))
