"""Sources: generated data sets, and a person's own points once they are kept."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.generators import DATASETS
from nnviz.data.own_points import OwnPointsError
from nnviz.data.points import Points
from nnviz.data.sources import SOURCES, form_of, keep_points
from tests.own_data import BODIES_FORM, bodies


@pytest.mark.parametrize("key", DATASETS)
def test_every_generated_data_set_is_a_source(key: str) -> None:
    assert SOURCES[key] is DATASETS[key]
    assert form_of(key) is DATASETS[key].form


def test_kept_points_are_found_by_their_key() -> None:
    key = keep_points(bodies(), BODIES_FORM)
    assert form_of(key) == BODIES_FORM
    kept = SOURCES[key].points
    assert kept is not None
    np.testing.assert_array_equal(kept.x, bodies().x)
    np.testing.assert_array_equal(kept.y, bodies().y)


def test_the_same_points_are_kept_once() -> None:
    key = keep_points(bodies(), BODIES_FORM)
    first = SOURCES[key]
    assert keep_points(bodies(), BODIES_FORM) == key
    assert SOURCES[key] is first


def test_what_is_kept_never_changes() -> None:
    points = bodies()
    key = keep_points(points, BODIES_FORM)
    points.x[:] = 150
    kept = SOURCES[key].points
    assert kept is not None
    np.testing.assert_array_equal(kept.x, bodies().x)
    assert not kept.x.flags.writeable
    assert not kept.y.flags.writeable


def test_what_cannot_be_used_is_not_kept() -> None:
    before = len(SOURCES)
    with pytest.raises(OwnPointsError):
        keep_points(Points(np.zeros((2, 20)), np.zeros(20)), BODIES_FORM)
    with pytest.raises(OwnPointsError):
        keep_points(bodies(), replace(BODIES_FORM, class_names=()))
    assert len(SOURCES) == before


def test_points_are_drawn_without_repetition() -> None:
    source = SOURCES[keep_points(bodies(), BODIES_FORM)]
    drawn = source.generate(15, 0.0, np.random.default_rng(1))
    assert drawn.count == 15
    assert len(set(map(tuple, drawn.x.T))) == 15
    again = source.generate(15, 0.0, np.random.default_rng(1))
    np.testing.assert_array_equal(again.x, drawn.x)
    others = source.generate(15, 0.0, np.random.default_rng(2))
    assert not np.array_equal(others.x, drawn.x)
