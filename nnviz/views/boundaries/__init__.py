"""The boundaries view: the line of every neuron of the first layer, and the cells between them."""
