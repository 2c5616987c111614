"""Are the platform's migrations complete, and would its settings stand on a public address?

Part of `make check`. Nothing is kept, and no database is asked.
"""

import os
import secrets
import sys
import tempfile

PUBLIC = {
    "DJANGO_SETTINGS_MODULE": "equity_lens_web.config.settings",
    "EQUITY_LENS_ADDRESS": "https://equity-lens.example.nhs.uk",
    "EQUITY_LENS_BEHIND_PROXY": "yes",
}


def main() -> None:
    """Ask both; a fault ends with a message and an exit code that is not 0."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(PUBLIC)
        os.environ["EQUITY_LENS_HOME"] = home
        os.environ["EQUITY_LENS_SECRET_KEY"] = secrets.token_urlsafe(64)
        os.environ.pop("EQUITY_LENS_DATABASE", None)
        import django
        from django.core.management import CommandError, call_command

        django.setup()
        try:
            call_command("makemigrations", check_changes=True, dry_run=True, interactive=False)
            call_command("check", deploy=True, fail_level="WARNING")
        except CommandError as fault:
            sys.exit(str(fault))


if __name__ == "__main__":
    main()
