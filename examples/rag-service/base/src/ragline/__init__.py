"""Answers questions from the documents you give it."""
