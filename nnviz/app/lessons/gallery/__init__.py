"""The gallery: all lessons there are, as cards with pictures of their own runs."""
