"""How the memory of the whole program grows while it trains."""

from tests.benchmarks.scenes import SCENES
from tests.benchmarks.window import MEMORY_EVERY_MS, observe


def compare(minutes: float) -> list[tuple[str, ...]]:
    """Return a table of the memory after a minute and at the end."""
    found = observe(SCENES["opening"], minutes * 60)
    samples = found["full"]["mebibytes"]
    after_a_minute = samples[min(60_000 // MEMORY_EVERY_MS, len(samples) - 1)]
    return [
        ("minutes", "at first", "after a minute", "at the end", "growth since", "wanted"),
        (
            f"{minutes:g}",
            f"{samples[0]:.1f} MiB",
            f"{after_a_minute:.1f} MiB",
            f"{samples[-1]:.1f} MiB",
            f"{samples[-1] - after_a_minute:.1f} MiB",
            "< 10 MiB",
        ),
    ]
