"""The weights view and its parts."""
