"""The one grammar of everything typed: text to a small syntax tree, with positions kept."""
