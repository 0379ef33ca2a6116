"""Indexes behind the port; named by api.bootstrap and tests alone."""
