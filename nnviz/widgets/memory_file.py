"""Files in memory under Qt's names (:/…), for what Qt takes from files only, as style sheets do.

Nothing of them is on the disk, so nothing is left there however the process ends.
"""

import struct
from functools import cache

from PySide6.QtCore import qRegisterResourceData

FORMAT = 1  # of the compiled resources of Qt, as its tool rcc writes them
FOLDER, PLAIN = 2, 0  # flags
ANY_TERRITORY, ANY_LANGUAGE = 0, 1
HASH_BITS = 0x0FFFFFFF


def memory_file(name: str, content: bytes) -> str:
    """Return Qt's name of a file with this content; the same name always has the same content."""
    _registered(name, content)
    return f":/{name}"


@cache
def _registered(name: str, content: bytes) -> tuple[bytes, ...]:
    """Give Qt a folder of one file, and keep the tables, to which Qt keeps pointers."""
    folder = struct.pack(">IHII", 0, FOLDER, 1, 1)  # one child, the second entry
    file = struct.pack(">IHHHI", 0, PLAIN, ANY_TERRITORY, ANY_LANGUAGE, 0)
    names = struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    tables = folder + file, names, struct.pack(">I", len(content)) + content
    qRegisterResourceData(FORMAT, *tables)
    return tables


def _hash(name: str) -> int:
    """Return Qt's hash of a name, that of ELF's tables of symbols."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & ~HASH_BITS) >> 23
        value &= HASH_BITS
    return value
