"""The layout of a safetensors file: a header as JSON, and the arrays' bytes one after another.

The library of that name keeps all threads of Python waiting while it copies the arrays, with large
ones for most of a second; here they are read and written where they lie.
"""

import json
from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.files.json_values import JsonError, JsonObject, parse_object
from nnviz.language import tr

LENGTH_BYTES = 8  # of the number that a file begins with, little-endian: the header's length
MAX_HEADER_BYTES = 2**20
METADATA = "__metadata__"
# In the order in which the library writes them, with NumPy's words for them.
DTYPES: Mapping[str, np.dtype[Any]] = {"I64": np.dtype("<i8"), "F64": np.dtype("<f8")}
NAMES = {dtype.newbyteorder("=").name: key for key, dtype in DTYPES.items()}

Bytes = NDArray[np.uint8]


def laid_out(tensors: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> list[memoryview]:
    """Return what a file consists of, part by part, in bytes; arrays without gaps are not copied.

    The arrays are of float64 or int64. KeyError: one is of another type.
    """
    order = list(NAMES.values())
    keys = {name: NAMES[array.dtype.name] for name, array in tensors.items()}
    names = sorted(tensors, key=lambda name: (order.index(keys[name]), name))
    header: dict[str, object] = {METADATA: metadata}
    begin, parts = 0, []
    for name in names:
        array = np.ascontiguousarray(tensors[name], DTYPES[keys[name]])
        end = begin + array.nbytes
        header[name] = {
            "dtype": keys[name],
            "shape": list(array.shape),
            "data_offsets": [begin, end],
        }
        parts.append(array.reshape(-1).view(np.uint8).data)
        begin = end
    return [_encoded(header), *parts]


def _encoded(header: dict[str, object]) -> memoryview:
    """Return length and header, filled with spaces so that the arrays begin at a multiple of 8."""
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % LENGTH_BYTES)
    return memoryview(len(text).to_bytes(LENGTH_BYTES, "little") + text)


def read_header(content: Bytes) -> tuple[JsonObject, Bytes]:
    """Return the header and the arrays' bytes. JsonError: there is no header, or no sound one."""
    length = int.from_bytes(content[:LENGTH_BYTES].tobytes(), "little")
    encoded = content[LENGTH_BYTES : LENGTH_BYTES + min(length, MAX_HEADER_BYTES)].tobytes()
    if len(encoded) != length:
        raise JsonError(tr("Its header is cut short."))
    try:
        return parse_object(encoded.decode("utf-8")), content[LENGTH_BYTES + length :]
    except UnicodeDecodeError:
        raise JsonError(tr("Its header is not text.")) from None


def read_tensors(header: JsonObject, data: Bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays, read-only and over the same memory.

    JsonError: they do not fill the data from the first byte to the last, or are of another type.
    """
    places = {name: _place(header.member(name)) for name in header.values if name != METADATA}
    _check_filled((span for span, _dtype, _shape in places.values()), data.size)
    return {
        name: _array(data[begin:end], dtype, shape)
        for name, ((begin, end), dtype, shape) in places.items()
    }


def _array(data: Bytes, dtype: np.dtype[Any], shape: list[int]) -> NDArray[Any]:
    array: NDArray[Any] = data.view(dtype).reshape(shape)
    array.flags.writeable = False
    return array


def _place(entry: JsonObject) -> tuple[tuple[int, int], np.dtype[Any], list[int]]:
    entry.expect_keys(("dtype", "shape", "data_offsets"))
    dtype, shape = DTYPES.get(entry.text("dtype")), _wholes(entry.items("shape"))
    span = _wholes(entry.items("data_offsets"))
    if dtype is None or len(span) != 2 or span[1] - span[0] != dtype.itemsize * prod(shape):
        raise _misfit()
    return (span[0], span[1]), dtype, shape


def _wholes(values: list[object]) -> list[int]:
    wholes = [value for value in values if type(value) is int and value >= 0]
    if len(wholes) != len(values):
        raise _misfit()
    return wholes


def _check_filled(spans: Iterable[tuple[int, int]], size: int) -> None:
    filled = 0
    for begin, end in sorted(spans):
        if begin != filled:
            raise _misfit()
        filled = end
    if filled != size:
        raise _misfit()


def _misfit() -> JsonError:
    return JsonError(tr("Its arrays do not fill it as they should."))
