"""Neural networks in NumPy: columns are examples, a bias is the weight of an input fixed at 1."""
