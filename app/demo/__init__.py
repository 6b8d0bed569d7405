"""`speckeeper demo`: the whole service on an example pull request."""
