"""A folder of notes, by one process or several."""
