"""Attacks: what a talk, a file or a machine may do to this program, one file for each kind."""
