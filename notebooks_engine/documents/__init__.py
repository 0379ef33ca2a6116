"""The notebook document in pieces: its head, its blocks, its slots, its pages by language."""
