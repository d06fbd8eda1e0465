"""The application: window, menus, settings, command line. It puts the pieces together."""
