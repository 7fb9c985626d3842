"""What an editor asks about a talk while it is written, answered with plain values.

A `Desk` holds the texts that are open. Places are offsets into a text with `\\n` at the ends of its
lines, counted in characters.
"""
