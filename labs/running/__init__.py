"""A bench at work: from an apparatus, a secret and a log to readings. Everything here is a pure function."""
