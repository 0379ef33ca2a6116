"""Textbooks: documents in reading order, the passages they consist of, and the clips that speak them."""
