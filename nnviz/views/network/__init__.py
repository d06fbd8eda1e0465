"""The parts of the network view: geometry, edges, neurons, the builder's controls."""
