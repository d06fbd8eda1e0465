"""Read-only tables of the things a person can choose, by permanent key."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar


class Row(Protocol):
    """Anything with a permanent key, which is what files store."""

    @property
    def key(self) -> str: ...


RowT = TypeVar("RowT", bound=Row)


def catalog(*rows: RowT) -> Mapping[str, RowT]:
    """Return the rows by key, in the order given; a key given twice is a ValueError."""
    table: dict[str, RowT] = {}
    for row in rows:
        if row.key in table:
            raise ValueError(f"the key {row.key!r} is in the table twice")
        table[row.key] = row
    return MappingProxyType(table)
