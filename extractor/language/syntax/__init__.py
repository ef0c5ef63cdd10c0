"""Syntax of sentences: where they end, and their clauses, by spaCy."""
