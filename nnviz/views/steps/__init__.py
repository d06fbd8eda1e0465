"""The steps view: a table of the run's steps, those taken and those ahead."""
