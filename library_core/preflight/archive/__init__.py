"""The archive before anything in it is read: limits, names, the container, what is encrypted."""
