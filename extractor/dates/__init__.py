"""Date expressions: find them in a text, and resolve them to a day."""
