"""What English tells without a document: patterns, names, syntax, speech acts."""
