"""`python -m equity_lens_web`: the commands of the platform."""

from equity_lens_web.cli import main

if __name__ == "__main__":
    main()
