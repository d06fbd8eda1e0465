"""The gradients view and its parts."""
