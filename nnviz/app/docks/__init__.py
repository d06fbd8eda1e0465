"""The docks: panels and views, and where they are in the window."""
