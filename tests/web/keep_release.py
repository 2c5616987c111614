"""Keep a backup made with this release, which every later one must be able to restore.

    python tests/web/keep_release.py

Run it once when a release is made. A migration that a release holds is never changed afterwards.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from equity_lens import __version__
from web.installation import FILL, Installation


def main() -> None:
    target = Path(__file__).with_name("releases") / f"{__version__}.zip"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        installation.run("upgrade")
        installation.ask(FILL)
        # The key signs nothing that lasts; a secret has no place among the tests all the same.
        (installation.home / "secret.key").write_text("not a secret: a key for a test alone")
        installation.run("backup", target)
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
