"""What a speaker needs beside the slides, made of a deck that is laid out."""
