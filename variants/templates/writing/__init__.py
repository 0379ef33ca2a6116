"""Writing task documents for people: a form over the text, of which an edit changes the touched part alone.

May import the reading of documents and the formulas; knows nothing of pages, schools or rows.
"""
