"""nnviz: build a small neural network, watch it learn, take any number apart."""

import os

# Before NumPy is imported: for networks this small, more threads only cost time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
