"""The update view: the rule by which a parameter changes, with the numbers of this moment."""
