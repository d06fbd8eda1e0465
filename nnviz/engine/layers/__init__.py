"""Layers: what a column of the network computes, one stage after another.

    x → W·x → maxout → batch normalisation → h(z) → dropout → the layer's values

Only W·x and the activation are always there. To add a stage, write a file like `maxout.py` and
append a row to STAGES in `stages.py`.
"""
