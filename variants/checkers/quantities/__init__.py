"""What checking a number with its unit rests on: how it is read, how near it is, which slip it shows."""
