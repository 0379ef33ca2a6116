"""What pages of several kinds show of works and editions, and what other programs read of them."""
