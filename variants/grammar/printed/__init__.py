"""Trees as they are printed: names, numbers and rules in common, a printer of text and a printer of LaTeX."""
