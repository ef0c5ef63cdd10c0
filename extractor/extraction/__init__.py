"""From Notes to Mentions: where the notes hold an action, and in which words."""
