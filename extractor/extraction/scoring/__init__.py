"""How likely each candidate is an action, from 0 to 1."""
