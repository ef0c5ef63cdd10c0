"""One module for each format that notes come in."""
