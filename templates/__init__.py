"""The templates of the recap email and of the page across notes, as package data."""
