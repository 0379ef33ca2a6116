"""Reads what stands on the bench: controls, model, process, instruments, hazards."""
