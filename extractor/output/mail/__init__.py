"""The recap email: its words, its text and HTML, and drafts with their recipients."""
