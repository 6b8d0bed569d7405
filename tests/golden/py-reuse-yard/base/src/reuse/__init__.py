"""Furniture that is too good to burn."""
