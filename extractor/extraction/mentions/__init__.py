"""From a candidate to a Mention: the words of the task, the owner and the deadline."""
