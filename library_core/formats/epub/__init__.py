"""EPUB 2 and 3: archive, package, navigation, content documents and media overlays, within limits."""
