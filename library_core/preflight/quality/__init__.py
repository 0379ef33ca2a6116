"""Our own checks, beyond EPUBCheck's: alternatives, rights, language, sizes, and the audio of paragraphs."""
