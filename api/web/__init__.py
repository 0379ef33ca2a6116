"""What stands between a request and a use case: bodies, visits, routing, pages and headers."""
