"""What someone would add to the product, in files of their own."""
