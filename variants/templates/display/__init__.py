"""What a variant shows: values printed in the reader's language, formulas in LaTeX, symbols of figures."""
