"""A sample's way through the network view: its values, its target and its loss."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz.selection import NeuronPlace, Picked, Selection
from nnviz.views.network.sample_values import answer_lines, walk_of
from nnviz.widgets.decimals import decimal_text
from tests.views.drawn_networks import drawn, point_at, text_of_card
from tests.views.drawn_views import seen, snapshot


def test_between_samples_the_card_tells_the_value_for_the_sample(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    point_at(view, NeuronPlace(2, 1))
    assert "this sample" not in text_of_card(view)
    frame = snapshot(steps=20, samples=3)
    view.draw(frame)
    column = frame.sample_column
    value = frame.parts["values"][2][1, column]
    assert f"a {decimal_text(value, 4)}" in text_of_card(view)
    assert text_of_card(view).endswith("this sample alone")
    point_at(view, NeuronPlace(3, 0))
    wanted = f"{frame.data.train_targets[0, column]:g}".replace("-", "−")
    assert f", y {wanted}, " in text_of_card(view)


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine"])
def test_a_sample_is_walked_through_the_diagram_with_its_own_loss(dataset: str) -> None:
    frame = snapshot(dataset, steps=20, samples=2)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    column = frame.sample_column
    for found, values in zip(walk.values, frame.parts["values"], strict=True):
        assert found == pytest.approx(values[:, column])
    target, output = frame.data.train_targets[:, column], frame.parts["values"][-1][:, column]
    if dataset == "three_blobs":
        assert walk.loss == pytest.approx(-np.log(output[target.argmax()]))
    else:
        assert walk.loss == pytest.approx(((output - target) ** 2).sum() / 2)


def test_between_batches_no_sample_is_walked(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    before = seen(view.canvas)
    view.draw(snapshot(steps=20, samples=1))
    assert seen(view.canvas) != before
    view.draw(snapshot(steps=20))
    assert seen(view.canvas) == before


def test_a_sample_says_what_it_should_have_been() -> None:
    frame = snapshot("three_blobs", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    kind = int(frame.data.train.y[frame.sample_column]) + 1
    lines = answer_lines(frame, walk, 3)
    assert lines == [f"y = class {kind}", f"loss {walk.loss:.3f}"]


def test_several_targets_stand_in_one_line() -> None:
    frame = snapshot("one_hot", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert walk is not None
    wanted = ["0"] * 8
    wanted[int(walk.targets.argmax())] = "1"
    assert answer_lines(frame, walk, 3)[0] == f"y = {' '.join(wanted)}"


def test_the_sample_selected_is_walked_instead_of_the_one_looked_at(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    view.draw(snapshot(steps=20, samples=1))
    looked_at = seen(view.canvas)
    view.show_selection(Selection(chosen=Picked(sample=7)))
    selected = seen(view.canvas)
    assert selected != looked_at
    view.draw(snapshot(steps=20))
    assert seen(view.canvas) == selected
    view.show_selection(Selection(chosen=Picked(sample=100_000)))  # of other data
    view.draw(snapshot(steps=20, samples=1))
    assert seen(view.canvas) == looked_at


def test_a_single_target_has_as_many_decimals_as_are_asked_for() -> None:
    frame = snapshot("sine", samples=1)
    walk = walk_of(frame, frame.sample_column or 0)
    assert answer_lines(frame, walk, 1)[0] == f"y = {decimal_text(float(walk.targets[0]), 1)}"
    assert answer_lines(frame, walk, 6)[0] == f"y = {decimal_text(float(walk.targets[0]), 6)}"
