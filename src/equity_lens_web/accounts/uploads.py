"""The two files that an organisation may give: its logo, and its template for Word.

Neither is kept as it came. The logo is taken apart and written again with its picture only, so
that nothing can ride along behind it; the template is opened as Word would open it, and refused
if it holds a program or fetches anything from outside.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_LOGO = 200 * 1024
LARGEST_SIDE = 4000
# Header, palette, picture, end; and how colours and transparency are meant.
KEPT = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}

LARGEST_TEMPLATE = 5 * 1024**2
LARGEST_UNPACKED = 50 * 1024**2
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"


class NotUsable(Exception):
    """The file cannot be used; the message says what to choose instead."""


def picture_of(content: bytes) -> bytes:
    """A PNG with its picture and nothing else. Raises NotUsable."""
    if len(content) > LARGEST_LOGO:
        raise NotUsable("Choose a logo of at most 200 kB")
    if not content.startswith(SIGNATURE):
        raise NotUsable("Choose a logo saved as PNG")
    try:
        chunks = list(_chunks(content))
        _check_picture(chunks)
    except (struct.error, ValueError, zlib.error) as fault:
        raise NotUsable("This PNG is damaged. Save it again, and choose the new file") from fault
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks if kind in KEPT)


def template_of(content: bytes) -> bytes:
    """A Word template that opens, and holds neither a program nor a link outside.

    Raises NotUsable.
    """
    if len(content) > LARGEST_TEMPLATE:
        raise NotUsable("Choose a template of at most 5 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            _check_template(held)
        Document(io.BytesIO(content))
    except (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,  # it has a password, or is packed in a way that we do not read
        zipfile.BadZipFile,
        OpcError,
        etree.XMLSyntaxError,
        zlib.error,
    ) as fault:
        raise NotUsable("Choose a template saved by Word as .docx") from fault
    return content


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each part up to the end of the picture; what follows the end is left behind."""
    place = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", content, place)
        kind = content[place + 4 : place + 8]
        data = content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(kind + data) != checksum:
            raise ValueError("checksum")
        yield kind, data
        place += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _check_picture(chunks: list[tuple[bytes, bytes]]) -> None:
    """Whether there are as many points as the header promises, without unpacking more than that."""
    kind, header = chunks[0]
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if kind != b"IHDR" or depth not in DEPTHS.get(colour, ()) or packing or filtering:
        raise ValueError("header")
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise NotUsable(f"Choose a logo of at most {LARGEST_SIDE} points a side")
    if interlaced:
        raise NotUsable("Save the logo without interlacing, and choose the new file")
    expected = height * (1 + (width * CHANNELS[colour] * depth + 7) // 8)
    packed = b"".join(data for kind, data in chunks if kind == b"IDAT")
    if len(zlib.decompressobj().decompress(packed, expected + 1)) != expected:
        raise ValueError("points")


def _check_template(held: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in held.infolist()) > LARGEST_UNPACKED:
        raise NotUsable("Choose a template that is smaller when unpacked")
    names = [entry.filename.lower() for entry in held.infolist()]
    if any("vbaproject" in name or "activex" in name or "embeddings/" in name for name in names):
        raise NotUsable("Choose a template without macros or embedded files")
    if DOCUMENT_TYPE not in held.read("[Content_Types].xml"):
        raise NotUsable("Choose a template saved by Word as .docx")
    for entry in held.infolist():
        if entry.filename.endswith(".rels") and _fetches(held.read(entry)):
            raise NotUsable(
                "Choose a template that is not attached to another one and fetches nothing from elsewhere"
            )


def _fetches(relations: bytes) -> bool:
    """Whether something other than a plain link points outside the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return any(
        each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink")
        for each in etree.fromstring(relations, parser)
    )
