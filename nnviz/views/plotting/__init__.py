"""What views share: colours, plots, points, and how things are written."""
