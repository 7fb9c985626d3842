"""What PowerPoint would repair or refuse in a file, found without PowerPoint."""
