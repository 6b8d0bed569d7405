"""Photos on a disk."""
