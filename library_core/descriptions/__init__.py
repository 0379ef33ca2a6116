"""Descriptions: what the library says of its editions in vocabularies that other programs read."""
