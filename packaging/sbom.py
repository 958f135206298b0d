"""Makes a bill of materials fit to be given away: sbom.py MADE FILE

Takes out the folder that it was made in and what differs each time; fails where something is missing that must be in it.
"""

import json
import sys
from pathlib import Path


def main(made, file):
    text = Path(made).read_text(encoding="utf-8")
    here = Path.cwd().as_posix()
    bill = json.loads(text.replace(f"path+file://{here if here.startswith('/') else '/' + here}", "path+file:///keyward"))
    # A number of its own, which differs whenever it is made.
    bill.pop("serialNumber", None)
    names = [component["name"] for component in bill["components"]]
    for needed in ("eframe", "rustls", "openidconnect", "keyring-core"):
        if needed not in names:
            sys.exit(f"packaging/sbom: {needed} is missing from {made}")
    written = json.dumps(bill, indent=1, sort_keys=True) + "\n"
    if here in written:
        sys.exit(f"packaging/sbom: {made} names the folder that it was made in")
    Path(file).write_text(written, encoding="utf-8")
    print(f"{file}: {len(names)} crates")


main(*sys.argv[1:])
