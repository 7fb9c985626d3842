"""How long slides take to speak: words, pauses and the plan of a talk."""
