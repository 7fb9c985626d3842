"""Tests of the Markdown of other programs."""
