"""What work looks like in notes, as data: each pattern with the sentences that prove it."""
