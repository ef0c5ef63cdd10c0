"""Names of people: which words are a name, and whom they mean."""
