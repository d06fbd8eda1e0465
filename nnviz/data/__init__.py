"""Data sets, input features, scaling and the split into training and test data."""
