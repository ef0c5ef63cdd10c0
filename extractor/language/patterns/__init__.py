"""Patterns of words that speak for or against work, as data, with the sentences that each must find and ignore."""
