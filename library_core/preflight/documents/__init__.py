"""What one document says of others: addresses, references, identifiers, and what it contains."""
