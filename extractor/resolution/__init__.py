"""From Mentions to a Recap: owners and days looked up, restatements merged, internal words marked."""
