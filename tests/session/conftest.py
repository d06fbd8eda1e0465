"""Started sessions, closed after the test."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from nnviz.experiment import Experiment
from nnviz.session import Session
from tests.session.driving import SMALL


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Callable[[Experiment], Session]]:
    """Make sessions, started, and close them in the end."""
    assert qapp is not None
    made: list[Session] = []

    def start(experiment: Experiment = SMALL) -> Session:
        session = Session(experiment)
        made.append(session)
        session.start()
        return session

    yield start
    assert all(session.close() for session in made)


@pytest.fixture
def session(make: Callable[..., Session]) -> Session:
    return make(SMALL)
