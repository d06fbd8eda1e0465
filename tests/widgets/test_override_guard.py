"""What goes wrong in a method that Qt calls reaches the hook, and does not end the program."""

import gc
import importlib
import pkgutil
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, QSize
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsScene,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import nnviz
from nnviz.theme import Theme
from nnviz.views import VIEWS
from nnviz.widgets.override_guard import guarded, unguarded
from tests.translations import ROOT


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


def test_so_is_every_method_of_what_a_library_makes_within_views(qtbot: QtBot) -> None:
    views = [row.factory(Theme()) for row in VIEWS.values()]
    for view in views:
        qtbot.addWidget(view)
        view.grab()
    kinds = {type(thing) for thing in gc.get_objects()}
    drawn = [kind for kind in kinds if issubclass(kind, QGraphicsItem | QObject)]
    assert left_open([kind for kind in drawn if kind.__module__.startswith("pyqtgraph.")]) == []


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
    """Fails in whatever it is asked."""

    def __init__(self) -> None:
        super().__init__()
        QHBoxLayout(self).addWidget(QLabel("Brittle"))

    def sizeHint(self) -> QSize:
        return [QSize()][self.width()]

    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        raise LookupError

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        assert 1 // self.height() > 1


@pytest.fixture
def brittle(qtbot: QtBot) -> Brittle:
    made = Brittle()
    qtbot.addWidget(made, before_close_func=lambda _: made.setParent(None))
    return made


def test_what_fails_to_answer_leaves_the_answer_to_qt(brittle: Brittle, heard: list[str]) -> None:
    brittle.adjustSize()
    assert brittle.size() == QWidget.sizeHint(brittle)
    assert brittle.size().isValid()
    assert heard == ["list index out of range"]


def test_a_filter_that_fails_lets_through(brittle: Brittle, heard: list[str]) -> None:
    child = QLineEdit()
    child.installEventFilter(brittle)
    QTest.keyClicks(child, "ab")
    assert child.text() == "ab"
    assert heard == [""]


def test_an_event_that_was_handled_in_part_is_not_handled_by_qt(
    brittle: Brittle, heard: list[str]
) -> None:
    event = QCloseEvent()
    QApplication.sendEvent(brittle, event)
    assert not event.isAccepted()
    assert len(heard) == 1


@guarded
class Abstract(QGraphicsItem):
    """Has to say how big it is, and cannot; Qt has no answer either."""

    def boundingRect(self) -> QRectF:
        raise LookupError

    def paint(self, *_: object) -> None:
        pass


def test_where_qt_has_no_answer_it_gets_an_empty_one(heard: list[str]) -> None:
    scene = QGraphicsScene()
    item = Abstract()
    scene.addItem(item)
    assert scene.itemsBoundingRect().isEmpty()
    assert heard == [""]


def test_who_calls_what_qt_does_not_call_hears_of_what_goes_wrong(heard: list[str]) -> None:
    @guarded
    class Fails(QWidget):
        def show(self) -> None:
            raise LookupError

    with pytest.raises(LookupError):
        Fails().show()
    assert heard == []


# What Shiboken does with an exception that reaches it takes a method away from its class.
AFTER_A_FAILURE = """
import sys
from contextlib import suppress
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from nnviz.widgets.override_guard import guarded

@guarded
class Failing(QWidget):
    def resizeEvent(self, event):
        raise LookupError

@guarded
class Sound(QWidget):
    resized = set()
    def resizeEvent(self, event):
        Sound.resized.add(self)

app = QApplication([])
sys.excepthook = lambda *_: sys.stdout.write("heard ")
held = sys.getrefcount(vars(Sound)["resizeEvent"])
for _ in range(5):
    window = QWidget()
    column = QVBoxLayout(window)
    for part in (Failing(), Sound()):
        column.addWidget(part)
    with suppress(LookupError):
        window.grab()
sys.stdout.write(f"{len(Sound.resized)} {sys.getrefcount(vars(Sound)['resizeEvent']) - held}")
"""


def test_methods_that_qt_calls_after_a_failure_are_called_and_stay() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AFTER_A_FAILURE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, 5 * "heard " + "5 0"), done.stderr
