"""What readers leave in a textbook: the place where they stopped, bookmarks, highlights and notes.

May import the library's words and the textbook, nothing else.
"""
