"""Many decks built side by side, and not again when nothing has changed."""
