"""Flatten: images as vectors and back."""

import numpy as np
import pytest

from nnviz.engine.layers.flatten import Flatten
from tests.engine.differences import assert_gradient

IMAGES = np.arange(8 * 8 * 3, dtype=float).reshape(8, 8, 3)


def test_a_pixel_is_found_at_its_place_in_the_vector() -> None:
    layer, vectors = Flatten(), Flatten().forward(IMAGES)
    assert vectors.shape == (64, 3)
    for row in range(8):
        for column in range(8):
            index = layer.index(row, column)
            np.testing.assert_array_equal(vectors[index], IMAGES[row, column])
            assert layer.pixel(index) == (row, column)


def test_back_is_the_image_again() -> None:
    layer = Flatten(2, 3)
    images = np.arange(12.0).reshape(2, 3, 2)
    assert layer.units == 6
    np.testing.assert_array_equal(layer.backward(layer.forward(images)), images)


def test_back_is_the_way_of_a_derivative() -> None:
    """Σ v·flatten(x) has the derivative back(v) by every pixel x."""
    rng, layer = np.random.default_rng(1), Flatten(2, 3)
    images, v = rng.normal(size=(2, 3, 2)), rng.normal(size=(6, 2))
    found = layer.backward(v)
    assert_gradient(found, lambda x: float((v * layer.forward(x)).sum()), images)


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (8, 0), (0, 8)])
def test_a_pixel_outside_the_image_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        Flatten().index(*place)


@pytest.mark.parametrize("index", [-1, 64])
def test_a_place_outside_the_vector_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        Flatten().pixel(index)


def test_images_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="8 × 8"):
        Flatten().forward(np.zeros((8, 7, 1)))
