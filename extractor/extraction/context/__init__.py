"""What surrounds a block of notes: sections and parent lines, or the turns of a conversation."""
