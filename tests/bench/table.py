#!/usr/bin/env python3
"""Makes a table of what `tests/bench/run` left in a folder. Usage: table.py FOLDER."""

import json
import pathlib
import re
import statistics
import sys

MIB = 1024 * 1024
BIGGEST = 15  # How many crates are named.


def read(folder, name):
    return json.loads((folder / name).read_text())


def row(what, keyward, beside, goal, met):
    return f"| {what} | {keyward} | {beside} | {goal} | {'yes' if met else '**no**'} |"


def times(what, mine, other, unit, most, ratio=None):
    """A row for what may be so many times as much as the other."""
    ratio = ratio or mine / other
    return row(what, f"{mine:.3g} {unit}, {ratio:.2f} ×", f"{other:.3g} {unit}", f"≤ {most} ×", ratio <= most)


def more(what, mine, other, most):
    """A row for what may be so many milliseconds more than the other."""
    over = mine - other
    return row(what, f"{mine:.3g} ms, {over:+.3g} ms", f"{other:.3g} ms", f"≤ +{most} ms", over <= most)


def windows(seen, numbers):
    """What was measured in windows, medians."""

    def median(program, what, of="runs"):
        return statistics.median(pair[program][what] for pair in seen[of])

    def compared(label, of, what, beside, unit):
        # Each with the one of its pair: what else runs on the machine weighs on both.
        ratio = statistics.median(pair["keyward"][what] / pair["minimal"][beside] for pair in seen[of])
        return times(label, median("keyward", what, of), median("minimal", beside, of), unit, 1.25, ratio)

    frames, others = (max(pair[program]["idle_frames"] for pair in seen["runs"]) for program in ("keyward", "minimal"))
    alone = numbers["removal"]["ms"]["median"]
    return [
        compared("start to the first frame", "starts", "first_ms", "first_ms", "ms"),
        compared("start to the demo's first screen", "starts", "ready_ms", "first_ms", "ms"),
        compared("memory (PSS) with the list", "runs", "memory", "memory", "MiB"),
        row("frames in 10 s without a touch", frames, others, "0", frames == 0),
        more("processor time in these 10 s", median("keyward", "idle_ms"), median("minimal", "idle_ms"), 50),
        more("from the dialog's button to the receipt", median("keyward", "removal_ms"), alone, 50),
    ]


def alone(numbers):
    """What was measured without a window."""
    ten, *longer = numbers["frames"]
    rows = [
        times(f"a frame while {one['passkeys']:,} passkeys scroll", one["ms"]["median"], ten["ms"]["median"], "ms", 2)
        for one in longer
    ]
    readings = numbers["readings"]
    said = f"{readings['grown_bytes']:+,} bytes in {readings['times']:,} readings ({readings['seconds']:.0f} s)"
    # A buffer may come to be a little larger; a leak shows in every reading.
    steady = readings["grown_bytes"] < readings["times"]
    return [*rows, row("growth of the heap", said, f"{readings['held_bytes'] / MIB:.1f} MiB held", "none", steady)]


def sizes(folder):
    size, other = ((folder / name).stat().st_size / MIB for name in ("keyward", "hello"))
    return row("the program, stripped", f"{size:.1f} MiB", f"{other:.1f} MiB", "≤ 20 MiB", size <= 20)


def parts(folder):
    """What takes the bytes: code by crate, then data."""
    bloat = read(folder, "bloat.json")
    crates = sorted(bloat["crates"], key=lambda crate: -crate["size"])[:BIGGEST]
    yield "Code, MiB: " + ", ".join(f"{crate['name']} {crate['size'] / MIB:.2f}" for crate in crates)
    found = re.findall(r"^(\.\S+)\s+(\d+)", (folder / "sections.txt").read_text(), re.M)
    large = [(name, int(size) / MIB) for name, size in found if int(size) > MIB / 10]
    yield "Sections, MiB: " + ", ".join(f"{name} {size:.2f}" for name, size in large)


def main(folder):
    folder = pathlib.Path(folder)
    numbers, seen = read(folder, "numbers.json"), read(folder, "windows.json")
    print("| what | Keyward | beside it | goal | met |\n|---|---|---|---|---|")
    print("\n".join([*windows(seen, numbers), *alone(numbers), sizes(folder)]))
    starts, runs = len(seen["starts"]), len(seen["runs"])
    print(f"\nMedians of {starts} starts and {runs} runs of each window, in turn; a ratio is that of each pair.")
    print("\n".join(parts(folder)))
    print("Load at the beginning and the end:")
    print((folder / "load.txt").read_text().strip())


if __name__ == "__main__":
    main(sys.argv[1])
