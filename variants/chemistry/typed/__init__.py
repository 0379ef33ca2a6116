"""How formulas and reactions are typed: plain lines, and the pieces taken from them one by one."""
