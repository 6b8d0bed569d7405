"""Patterns of paths, as the stages call them."""

from app.domain.paths import matches

__all__ = ["matches"]
