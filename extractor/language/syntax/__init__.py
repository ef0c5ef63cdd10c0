"""The grammar of sentences: where they end, their clauses, and the spaCy pipeline behind both."""
