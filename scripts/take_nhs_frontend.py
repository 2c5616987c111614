"""Take the compiled assets of the NHS design system into the platform, without its webfonts.

    python scripts/take_nhs_frontend.py nhsuk-frontend-10.6.1.tgz

The archive is the npm package of the version that the pinned `nhsuk-frontend-jinja` was made for
(`npm pack nhsuk-frontend@10.6.1`). The webfonts are licensed to the NHS alone and lie on an outside
host, so the rules that name them are cut out; so are the source maps. Of the pictures, only those
that the style sheet asks for are taken: arrows and a cross, and no logo. What is left is the NHS's
own files, as they were compiled (MIT).
"""

import io
import re
import sys
import tarfile
from pathlib import Path

TO = Path(__file__).parents[1] / "src/equity_lens_web/design_system/static/nhsuk"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")
PICTURE = re.compile(r"url\(/assets/images/([a-z-]+\.svg)")
TEXTS = {
    "package/dist/nhsuk/nhsuk-frontend.min.css": "nhsuk-frontend.min.css",
    "package/dist/nhsuk/nhsuk-frontend.min.js": "nhsuk-frontend.min.js",
}


def main(archive: Path) -> None:
    """Write the assets, and refuse if any address of an outside host is left in them."""
    TO.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as package:
        for name, target in TEXTS.items():
            member = package.extractfile(name)
            text = io.TextIOWrapper(member, encoding="utf-8").read() if member else ""
            text = SOURCE_MAP.sub("\n", FONT_FACE.sub("", text))
            for picture in sorted(set(PICTURE.findall(text))):
                taken = package.extractfile(f"package/dist/nhsuk/assets/images/{picture}")
                (TO / picture).write_bytes(taken.read() if taken else b"")
            text = PICTURE.sub(r"url(\1", text)
            outside = re.findall(r"""url\(["']?https?://""", text)
            if outside or not text.strip():
                sys.exit(f"{target} is empty, or still asks an outside host.")
            (TO / target).write_text(text, encoding="utf-8")
            print(f"{target}: {len(text):,} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
