"""Birds that people have seen."""
