"""The built-in library as documents, and the loader that publishes them."""
