"""Virtual labs: documents, models, instruments, sessions and the marking of reports. May import variants."""
