"""The neuron view: what one neuron does with one sample, number by number."""
