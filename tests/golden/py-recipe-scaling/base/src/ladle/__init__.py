"""Recipes as values."""
