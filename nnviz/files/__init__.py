"""Files: reading and writing experiments and runs."""
