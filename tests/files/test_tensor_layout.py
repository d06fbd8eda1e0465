"""The layout is that of the safetensors library, in both directions."""

from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from nnviz.files.json_values import JsonError
from nnviz.files.tensor_layout import DTYPES, METADATA, Bytes, laid_out, read_header, read_tensors
from tests.model_files import header_of, with_header

TENSORS: dict[str, np.ndarray[Any, Any]] = {
    "history": np.arange(12.0).reshape(2, 6),
    "order": np.arange(5),
    "parameters": np.array([5e-324, -0.0, 1.7976931348623157e308]),
    "an empty one": np.empty(0),
    "gaps": np.arange(8.0)[::2],
}
NOTES = {"title": "“한글” \\ \n"}


def file_of(tensors: dict[str, np.ndarray[Any, Any]], metadata: dict[str, str]) -> bytes:
    return b"".join(laid_out(tensors, metadata))


def read(content: bytes) -> dict[str, np.ndarray[Any, Any]]:
    return read_tensors(*read_header(bytes_of(content)))


def bytes_of(content: bytes) -> Bytes:
    return np.frombuffer(content, np.uint8)


@pytest.mark.parametrize("tensors", [TENSORS, {}], ids=["arrays", "none"])
def test_a_file_is_the_library_s_to_the_byte(tensors: dict[str, np.ndarray[Any, Any]]) -> None:
    dense = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    assert file_of(tensors, NOTES) == save(dense, NOTES)


def test_the_library_reads_it() -> None:
    found = load(file_of(TENSORS, NOTES))
    assert {name: array.tolist() for name, array in found.items()} == {
        name: array.tolist() for name, array in TENSORS.items()
    }


def test_what_is_written_comes_back_to_the_bit() -> None:
    found = read(file_of(TENSORS, NOTES))
    assert found.keys() == TENSORS.keys()
    for name, array in TENSORS.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()
        assert not found[name].flags.writeable


def test_arrays_are_read_where_they_lie() -> None:
    content = bytes_of(file_of(TENSORS, NOTES)).copy()
    found = read_tensors(*read_header(content))
    assert np.shares_memory(content, found["history"])


def test_arrays_in_another_order_are_read() -> None:
    header, data = header_of(file_of({"a": np.ones(1), "b": np.zeros(1)}, {}))
    turned = {METADATA: {}, "b": header["b"], "a": header["a"]}
    assert read(with_header(turned, data))["a"] == [1.0]


def test_an_array_of_another_type_cannot_be_written() -> None:
    with pytest.raises(KeyError):
        laid_out({"a": np.zeros(1, np.float32)}, {})


ENTRIES = {
    "a hole": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]},
    "a byte too many": {"dtype": "F64", "shape": [1], "data_offsets": [0, 9]},
    "fewer than its shape": {"dtype": "F64", "shape": [2], "data_offsets": [0, 8]},
    "backwards": {"dtype": "F64", "shape": [1], "data_offsets": [8, 0]},
    "before the beginning": {"dtype": "F64", "shape": [1], "data_offsets": [-8, 0]},
    "beyond the end": {"dtype": "F64", "shape": [3], "data_offsets": [0, 24]},
    "one end": {"dtype": "F64", "shape": [1], "data_offsets": [0]},
    "a truth for a number": {"dtype": "F64", "shape": [True], "data_offsets": [0, 8]},
    "a fraction": {"dtype": "F64", "shape": [1.0], "data_offsets": [0, 8]},
    "half precision": {"dtype": "F16", "shape": [4], "data_offsets": [0, 8]},
    "a type that is none": {"dtype": ["F64"], "shape": [1], "data_offsets": [0, 8]},
    "no type": {"shape": [1], "data_offsets": [0, 8]},
    "a surprise": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8], "more": 1},
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_that_does_not_fill_the_data_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(JsonError):
        read(with_header({"a": entry}, bytes(8)))


def test_arrays_over_one_another_are_refused() -> None:
    entry = {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}
    with pytest.raises(JsonError):
        read(with_header({"a": entry, "b": entry}, bytes(8)))


def test_numbers_lie_in_files_little_end_first() -> None:
    assert {dtype.newbyteorder("S").byteorder for dtype in DTYPES.values()} == {">"}
