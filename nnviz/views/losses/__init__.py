"""The losses view: how each loss judges the same answers."""
