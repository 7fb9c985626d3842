"""Many decks: built once, side by side, and not again when nothing has changed."""
