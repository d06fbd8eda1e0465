"""Examples: experiments to open from the menu, as files. To add one, append a row to EXAMPLES.

Its file is `resources/examples/KEY.nnviz`, which `python -m tests.examples` writes.
"""

from dataclasses import dataclass
from pathlib import Path

from nnviz.catalog import catalog
from nnviz.files.model_file import SUFFIX
from nnviz.paths import resource


@dataclass(frozen=True)
class Example:
    """One experiment: what it is called, and by its key the file it is in."""

    key: str
    label: str

    @property
    def path(self) -> Path:
        return resource("examples", f"{self.key}{SUFFIX}")


EXAMPLES = catalog(
    Example("xor", "XOR with two neurons"),
    Example("spiral", "Three-arm spiral with two layers of 16"),
    Example("square", "The curve y = x²"),
    Example("autoencoder", "Autoencoder 8–3–8"),
)
