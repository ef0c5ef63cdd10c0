"""Knowledge of English that needs no document: patterns, names, syntax, speech acts."""
