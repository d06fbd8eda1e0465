"""The output view and its parts."""
