"""Watches over cold rooms and freezers."""
