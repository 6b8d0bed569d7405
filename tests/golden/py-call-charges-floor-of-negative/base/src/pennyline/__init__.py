"""Calls and what they cost."""
