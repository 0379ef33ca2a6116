"""The package document: read as it stands, then judged against the vocabularies and rules of its version."""
