"""What the speaker needs beside the deck: the script, and a rehearsal that is timed."""
