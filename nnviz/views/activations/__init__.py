"""The activations view and its parts."""
