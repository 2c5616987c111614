"""Old Excel workbooks (.xls), written byte by byte: no library that we have writes them.

Compound File Binary (MS-CFB, version 3, sectors of 512 bytes) around a BIFF8 stream (MS-XLS).
"""

import struct

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def workbook(rows: list[list[str | float]], sheet: str = "Data") -> bytes:
    """A workbook of one sheet."""
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    )
    name = sheet.encode("latin-1")
    length_of_globals = 4 + 16 + 4 + 8 + len(name) + 4
    # Record 0x0085 (BoundSheet8): where the sheet starts, visible, a worksheet, its name.
    bound = struct.pack("<IBBBB", length_of_globals, 0, 0, len(name), 0) + name
    stream = _bof(0x0005) + _record(0x0085, bound) + _record(0x000A, b"")
    stream += _bof(0x0010) + cells + _record(0x000A, b"")
    return container("Workbook", stream)


def container(stream_name: str, stream: bytes) -> bytes:
    """A compound file with one stream (padded, so that it needs no small sectors)."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    # Sector 0 is the table of sectors, 1 the directory, and the stream follows.
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    table = struct.pack(f"<{SECTOR // 4}I", *(chain + [_FREE] * (SECTOR // 4 - len(chain))))
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(stream_name, 2, 2, len(stream))
    directory = directory.ljust(SECTOR, b"\0")
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + table + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        text, len(text), kind, 1, _FREE, _FREE, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x0006))


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("latin-1")
        return _record(0x0204, place + struct.pack("<HB", len(text), 0) + text)
    return _record(0x0203, place + struct.pack("<d", value))


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body
