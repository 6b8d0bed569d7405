"""Answers that can be traced to the passages they come from."""
