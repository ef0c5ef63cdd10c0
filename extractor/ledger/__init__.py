"""Collect items across many meetings."""
