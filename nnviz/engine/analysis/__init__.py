"""What can be said about a network beyond its predictions: one question a file."""
