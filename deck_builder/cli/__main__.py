"""`python -m deck_builder.cli`."""

from deck_builder.cli import main

if __name__ == "__main__":
    main()
