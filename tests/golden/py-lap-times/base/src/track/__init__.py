"""Laps that the loop at the line counts."""
