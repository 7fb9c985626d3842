"""Runs and paragraphs, and how they are fitted into boxes."""
