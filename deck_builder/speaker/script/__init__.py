"""The speaker’s script: what is said slide by slide, with times and cues."""
