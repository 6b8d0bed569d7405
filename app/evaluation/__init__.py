"""`speckeeper eval`: the engine on cases whose answers are known."""
