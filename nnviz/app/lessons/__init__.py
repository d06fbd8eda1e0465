"""Lessons in the window: the shelf they stand on, and how one is read."""
