"""Records of the animals in our care."""
