"""The kinds of answers: each file reads, checks and types the answers of one kind."""
