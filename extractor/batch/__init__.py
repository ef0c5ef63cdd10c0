"""Make the recaps of a folder of notes, in one process or several."""
