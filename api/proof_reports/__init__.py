"""Reports of proofs, for the terminal and as a page."""
