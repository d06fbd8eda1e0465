"""Training without a screen: the run, its history, the snapshots it hands out, and its thread."""
