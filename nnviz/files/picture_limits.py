"""How large a picture may be, whoever asks for it."""

MIN_SIDE, MAX_SIDE = 64, 8192  # pixels
