"""`python -m equity_lens` and `equity-lens` are one command."""

from equity_lens.cli import main

if __name__ == "__main__":
    main()
