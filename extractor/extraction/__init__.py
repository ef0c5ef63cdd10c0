"""Extract mentions: where the notes hold an action, and in which words."""
