"""Videos: a description in YAML, MP4 or WebM files of the same film, captions, a poster."""
