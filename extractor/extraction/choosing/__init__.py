"""Choose who owns a piece of work and when it is due, among all the names and dates that stand around it."""
