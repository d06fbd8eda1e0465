"""What is read off at a place: the place, and the answers there."""

import numpy as np
import pytest

from nnviz.selection import NeuronPlace
from nnviz.views.output.readout import numbers_at, numbers_text
from tests.views.drawn_views import snapshot

PLACE = (1.0, -2.0)


def test_the_place_comes_first_then_every_answer() -> None:
    shot = snapshot("three_blobs", 300)
    full, *_ = numbers_at(shot, PLACE, None)
    answers = shot.network.predict(shot.data.inputs(np.array(PLACE)[:, np.newaxis]))[:, 0]
    assert [name for name, _ in full] == ["x₁", "x₂", "ŷ₁", "ŷ₂", "ŷ₃"]
    assert [value for _, value in full] == pytest.approx([*PLACE, *answers])


def test_in_less_room_only_the_winner_is_left() -> None:
    full, short, shortest = numbers_at(snapshot("three_blobs", 300), PLACE, None)
    winner = max(full[2:], key=lambda answer: answer[1])
    assert short == [*full[:2], winner]
    assert shortest == [winner]


def test_of_one_input_the_height_pointed_at_is_left_out() -> None:
    full, *_ = numbers_at(snapshot("sine", 20), PLACE, None)
    assert [name for name, _ in full] == ["x₁", "ŷ"]


def test_a_neuron_answers_where_one_is_chosen() -> None:
    full, *_ = numbers_at(snapshot("circle", 20), PLACE, NeuronPlace(1, 2))
    assert [name for name, _ in full] == ["x₁", "x₂", "h₁,₃"]


def test_numbers_stand_behind_their_names() -> None:
    assert numbers_text([("x₁", 1.0), ("ŷ", -0.25)], 2) == "x₁ 1.00   ŷ −0.25"
    assert numbers_text([], 2) == ""
