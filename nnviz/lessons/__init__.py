"""Lessons: text files, read into frozen values. resources/lessons/README.md documents them."""
