"""Routes: read the request, call one use case, write the response."""
