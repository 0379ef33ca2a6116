"""Reads a lab's folder: every field located, every unit balanced, nothing hidden in what is shown."""
