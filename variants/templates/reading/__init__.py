"""Reads the fields of a task document, one kind of field a file; problems are collected, reading goes on."""
