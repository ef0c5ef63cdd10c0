"""Turn Mentions into a Recap: resolve owners and days, merge restatements, mark internal words."""
