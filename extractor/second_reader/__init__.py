"""A language model on this machine as a second reader of the notes: it proposes, the notes decide."""
