"""Reads and writes macOS's icon files.

    icns.py join FOLDER FILE     small.icns (16 and 32 pixels) and SIZE.png of the folder become one file
    icns.py list FILE            what is in it, one picture a line; fails where one is not what its name says
"""

import struct
import sys
from pathlib import Path

# Name of a part to the pixels of its PNG file. The last five are for screens with two pixels a point.
PARTS = {
    b"ic07": 128, b"ic08": 256, b"ic09": 512,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024,
}
# Colours and transparency apart, without a size of their own.
PLAIN = {b"is32": 16, b"s8mk": 16, b"il32": 32, b"l8mk": 32}


def parts(data):
    magic, length = struct.unpack(">4sI", data[:8])
    if magic != b"icns" or length != len(data):
        raise ValueError("not a whole icon file")
    at = 8
    while at < length:
        kind, size = struct.unpack(">4sI", data[at:at + 8])
        if size < 8 or at + size > length:
            raise ValueError(f"the part {kind} is longer than the file")
        yield kind, data[at + 8:at + size]
        at += size


def pixels(png):
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG file")
    return struct.unpack(">II", png[16:24])


def join(folder, file):
    found = [(kind, body) for kind, body in parts((folder / "small.icns").read_bytes()) if kind in PLAIN]
    found += [(kind, (folder / f"{size}.png").read_bytes()) for kind, size in PARTS.items()]
    body = b"".join(kind + struct.pack(">I", len(part) + 8) + part for kind, part in found)
    file.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)


def show(file):
    seen = set()
    for kind, body in parts(file.read_bytes()):
        seen.add(kind)
        if kind in PLAIN:
            print(kind.decode(), PLAIN[kind], len(body), "bytes")
            continue
        if kind not in PARTS:
            raise ValueError(f"unknown part {kind}")
        if pixels(body) != (PARTS[kind], PARTS[kind]):
            raise ValueError(f"{kind.decode()} holds {pixels(body)} pixels")
        print(kind.decode(), PARTS[kind], len(body), "bytes")
    missing = (set(PARTS) | set(PLAIN)) - seen
    if missing:
        raise ValueError(f"missing: {sorted(missing)}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["join", folder, file]:
            join(Path(folder), Path(file))
        case ["list", file]:
            show(Path(file))
        case _:
            sys.exit(__doc__)
