"""People's names: which words are one, and whom they mean."""
