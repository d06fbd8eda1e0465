"""The window: run bar, menus, banner, status line, and what is within it."""
