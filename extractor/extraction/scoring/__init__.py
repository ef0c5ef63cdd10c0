"""Score each candidate: the probability that it is an action."""
