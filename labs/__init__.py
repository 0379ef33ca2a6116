"""Virtual labs: apparatus, instruments and readings. Holds no lab yet. May import variants."""
