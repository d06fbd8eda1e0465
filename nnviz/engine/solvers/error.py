"""What a solver cannot work with."""


class SolverError(ValueError):
    """Examples or a network that a way of learning cannot use, with a sentence that says why."""
