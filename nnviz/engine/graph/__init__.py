"""Computation graphs of scalars: expressions evaluated and differentiated gate by gate."""
