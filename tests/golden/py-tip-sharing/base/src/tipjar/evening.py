"""How we count the time of an evening: in minutes."""

HOUR = 60
SHORTEST = 2 * HOUR
LONGEST = 10 * HOUR
