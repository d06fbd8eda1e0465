"""Which classes are taken for which."""

import numpy as np
from numpy.typing import NDArray

Classes = NDArray[np.int_]


def confusion_matrix(actual: Classes, predicted: Classes, classes: int) -> Classes:
    """Return counts of shape (classes, classes): a row for each class, a column for each answer.

    Both vectors hold class numbers from 0, one an example. ValueError: a number is out of range
    or the vectors differ in length.
    """
    if actual.shape != predicted.shape:
        raise ValueError(f"{actual.size} classes but {predicted.size} answers")
    numbers = np.concatenate([actual, predicted])
    if numbers.size and not 0 <= numbers.min() <= numbers.max() < classes:
        raise ValueError(f"class numbers must lie between 0 and {classes - 1}")
    cells = np.bincount(actual * classes + predicted, minlength=classes * classes)
    return np.asarray(cells.reshape(classes, classes))
