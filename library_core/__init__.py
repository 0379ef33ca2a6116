"""The library: works, editions, objects, people, publishing and review. May import variants."""
