"""State → the complete JSON objects that GitHub answers with; one file per kind."""
