"""What surrounds a block: sections and parent lines, or the turns of a conversation."""
