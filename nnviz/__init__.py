"""nnviz: build a small neural network, watch it learn, take any number apart."""

__version__ = "0.1.0"
