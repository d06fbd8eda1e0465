"""Ending: why training ends by itself, or never will, as a value; words for it come later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Ending:
    """A kind of ending by its key, and the values that belong to it, by name."""

    kind: str
    values: Mapping[str, float | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
