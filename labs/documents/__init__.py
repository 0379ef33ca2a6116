"""The lab document: what an author writes about one experiment, read and checked once."""
