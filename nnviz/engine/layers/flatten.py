"""Flatten: an image as the vector that a dense layer takes, row after row, and back."""

from dataclasses import dataclass

from nnviz.engine.arrays import Array


@dataclass(frozen=True)
class Flatten:
    """The shape of the images; the layer has no parameters and only renumbers the pixels.

    The pixel in row r and column c becomes input r · columns + c. That it lies below the pixel in
    row r − 1 is lost: a dense layer learns as well when all images are shuffled the same way.
    """

    rows: int = 8
    columns: int = 8

    @property
    def units(self) -> int:
        """The length of the vector."""
        return self.rows * self.columns

    def index(self, row: int, column: int) -> int:
        """Return a pixel's place in the vector. IndexError: the image has no such pixel."""
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            raise IndexError(f"there is no pixel ({row}, {column})")
        return row * self.columns + column

    def pixel(self, index: int) -> tuple[int, int]:
        """Return the row and column of a place in the vector. IndexError: there is none."""
        if not 0 <= index < self.units:
            raise IndexError(f"there is no input {index}")
        return divmod(index, self.columns)

    def forward(self, images: Array) -> Array:
        """Return images of shape (rows, columns, examples) as inputs, (units, examples).

        ValueError: they have another shape.
        """
        if images.shape[:2] != (self.rows, self.columns):
            raise ValueError(f"images of {self.rows} × {self.columns} pixels expected")
        return images.reshape(self.units, -1)

    def backward(self, vectors: Array) -> Array:
        """Return vectors, (units, examples), as images, (rows, columns, examples).

        This is also the way back of a derivative, and folds a neuron's weights into a picture.
        """
        return vectors.reshape(self.rows, self.columns, -1)
