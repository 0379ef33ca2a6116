"""Readers of what publishers upload, one format a file."""
