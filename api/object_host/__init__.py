"""The object host: files of editions under another host name, for whoever holds a capability.

Nothing here knows who asks: no cookie is read or set. What it serves was uploaded, and is hostile.
It may import what the library's core says of editions and objects, and never a page.
"""
