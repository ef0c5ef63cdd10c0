"""The templates of the recap email, as package data."""
