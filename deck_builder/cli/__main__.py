"""`python -m deck_builder.cli`."""

from deck_builder.cli.console import run_main

if __name__ == "__main__":
    run_main()
