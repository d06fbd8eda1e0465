"""The session with layers of several stages: absent biases, undo of what is remembered."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.experiment import DataChoice, Experiment, LayerChoice
from nnviz.session import Session

SMALL = replace(
    Experiment(),
    data=DataChoice(samples=30),
    batch_size=4,
    hidden_layers=(LayerChoice(3, batch_norm=True, bias=False),),
)


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """A session at work, closed in the end."""
    assert qapp is not None
    session = Session(SMALL)
    session.start()
    yield session
    assert session.close()


def test_an_absent_bias_cannot_be_set(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        session.set_parameter(2, 1.0)
    assert refused.args == ["This layer has no biases."]
    assert not session.can_undo


def test_undo_brings_back_what_batch_norm_remembered(session: Session) -> None:
    session.step("batch")
    before = session.state()[1]
    assert before.statistics.any()
    session.set_experiment(replace(SMALL, hidden_layers=(LayerChoice(5),)))
    assert session.state()[1].statistics.size == 0
    session.undo()
    after = session.state()[1]
    np.testing.assert_array_equal(after.statistics, before.statistics)
    np.testing.assert_array_equal(after.parameters, before.parameters)
