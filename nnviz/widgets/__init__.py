"""Small widgets that views, panels and the window share."""
