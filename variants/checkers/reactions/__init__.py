"""What a typed equation of a reaction is judged by: sides, species, balance and form."""
