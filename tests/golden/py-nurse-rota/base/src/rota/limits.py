"""The clock on the ward counts minutes, and so do we."""

from datetime import timedelta

BREAK = timedelta(minutes=30)
REST = timedelta(minutes=660)
LONGEST = timedelta(minutes=720)
