"""The dialogs the window opens."""
