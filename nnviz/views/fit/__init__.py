"""The fit view: points of one input and one value, and what the network makes of them."""
