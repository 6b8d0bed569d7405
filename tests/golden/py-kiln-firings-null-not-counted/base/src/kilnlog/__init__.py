"""The kilns of the studio."""
