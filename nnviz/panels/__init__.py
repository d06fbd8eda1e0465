"""The panels. To add one, write its file and append a row to PANELS."""
