"""What tests do with a session, and the experiments they do it with."""

from dataclasses import replace
from typing import cast

from pytestqt.qtbot import QtBot

from nnviz.experiment import DataChoice, Experiment, with_dataset
from nnviz.run_state import RunState
from nnviz.session import Session
from nnviz.training.snapshot import Snapshot

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
WILD = replace(with_dataset(SMALL, "line"), learning_rate=1000.0)


def state_of(session: Session) -> RunState:
    return session.state()[1]


def next_frame(qtbot: QtBot, session: Session) -> Snapshot:
    with qtbot.waitSignal(session.frame_ready) as frame:
        session.ask_frame()
    assert frame.args is not None
    return cast("Snapshot", frame.args[0])


def train_a_little(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: state_of(session).iteration > 20)
    session.pause()
