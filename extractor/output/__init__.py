"""Write a Recap as documents: mail, table, JSON, CSV, Markdown, calendar."""
