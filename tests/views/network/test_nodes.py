"""The neurons' pictures: always those of the responses that are shown."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.nodes import NeuronPictures
from tests.snapshots import with_parts
from tests.views.drawn_views import snapshot

SIDE = 48


def picture(pictures: NeuronPictures, layer: int, unit: int) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    pictures.paint(painter, layer, unit, QRectF(0, 0, SIDE, SIDE), 1.0)
    painter.end()
    return image


def all_pictures(pictures: NeuronPictures, shot: Snapshot) -> list[QImage]:
    return [
        picture(pictures, layer, unit)
        for layer, units in enumerate(shot.network.sizes)
        for unit in range(units)
    ]


def shown(*shots: Snapshot) -> list[QImage]:
    """Return all neurons' pictures after these snapshots, one after the other."""
    pictures = NeuronPictures(Theme())
    for shot in shots:
        pictures.show(shot)
    return all_pictures(pictures, shots[-1])


def snapshot_of(experiment: Experiment) -> Snapshot:
    return TrainingRun(experiment).snapshot({"responses"})


BEFORE = replace(Experiment(), features=("x1", "x2"))
DATA_CHANGES = {
    "other features": replace(BEFORE, features=("x1_squared", "x1_x2")),
    "more features": replace(BEFORE, features=("x1", "x2", "sin_x1")),
    "features scaled": replace(BEFORE, features=("x1_squared", "x2"), scaling="z_score"),
    "one input": with_dataset(BEFORE, "sine"),
    "many inputs": with_dataset(BEFORE, "one_hot"),
}


@pytest.mark.parametrize("after", DATA_CHANGES.values(), ids=DATA_CHANGES)
def test_after_a_change_of_the_data_all_pictures_are_of_the_new_ones(after: Experiment) -> None:
    first, second = snapshot_of(BEFORE), snapshot_of(after)
    assert shown(first, second) == shown(second)
    assert shown(second, first) == shown(first)


def test_training_changes_the_pictures_of_neurons_but_not_of_inputs() -> None:
    run = TrainingRun(Experiment())
    first = run.snapshot({"responses"})
    run.advance(300)
    second = run.snapshot({"responses"})
    before, after = shown(first), shown(first, second)
    assert before[:2] == after[:2]
    assert all(one != other for one, other in zip(before[2:], after[2:], strict=True))
    assert after == shown(second)


def test_the_same_responses_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shot = snapshot()
    pictures = NeuronPictures(Theme())
    pictures.show(shot)
    monkeypatch.setattr(NeuronPictures, "_pictures", None)  # whoever calls it fails
    pictures.show(replace(shot, iteration=shot.iteration + 1))


def test_without_responses_there_are_no_pictures() -> None:
    shot = snapshot(hidden_layers=(LayerChoice(2),))
    bare = replace(shot, parts={key: shot.parts[key] for key in ("metrics", "warning")})
    neutral = shown(bare)
    assert shown(shot, bare) == neutral
    assert shown(bare, shot) == shown(shot) != neutral
    assert np.unique([image == neutral[0] for image in neutral]).tolist() == [True]


def test_responses_that_come_back_are_shown_again() -> None:
    shot = snapshot(steps=300)
    other = with_parts(shot, responses=snapshot(steps=5).parts["responses"])
    assert shown(shot, other, shot) == shown(shot) != shown(other)
