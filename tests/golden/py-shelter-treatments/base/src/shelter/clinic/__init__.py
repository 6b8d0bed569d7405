"""What the vets work with."""
