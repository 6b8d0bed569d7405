"""What the desk offers over HTTP."""
