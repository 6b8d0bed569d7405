"""The neighbourhood lends its tools."""
