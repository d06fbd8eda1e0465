"""The loss surface view and its parts."""
