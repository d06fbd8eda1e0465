"""How many neurons of a layer are shown: their pictures are computed, the others counted."""

SHOWN_UNITS = 16
