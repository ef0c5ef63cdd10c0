"""Turn a candidate into a Mention: the words of the task, the owner and the deadline."""
