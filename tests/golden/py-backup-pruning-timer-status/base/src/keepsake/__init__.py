"""Backups of directories as archives."""
