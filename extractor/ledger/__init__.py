"""Items across many meetings."""
