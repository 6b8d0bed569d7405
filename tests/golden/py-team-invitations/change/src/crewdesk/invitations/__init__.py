"""Invitations to teams."""
