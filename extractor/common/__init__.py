"""Small helpers for every part of the program; none knows notes or English."""
