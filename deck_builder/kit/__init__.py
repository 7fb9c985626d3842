"""What a speaker has beside the deck, made of the waist: it knows no Markdown and no PowerPoint."""
