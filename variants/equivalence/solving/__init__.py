"""Sets of real numbers, and the statements about one letter that are solved exactly into them."""
