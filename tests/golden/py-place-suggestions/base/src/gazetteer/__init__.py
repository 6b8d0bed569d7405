"""Places of the world, by their names."""
