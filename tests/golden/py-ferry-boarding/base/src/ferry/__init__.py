"""Cars and decks of the ferry."""
