"""Find the owner that a line names at its start or at its end."""
