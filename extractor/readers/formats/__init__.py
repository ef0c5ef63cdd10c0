"""The formats of notes, one module each."""
