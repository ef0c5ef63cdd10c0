"""Collect every span of the notes that could hold an action, with its features."""
