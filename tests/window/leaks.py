"""Where a token or a code of the demo must not be: logs, files, arguments. Each look proves that it can find one."""

import os
import pathlib

from desk import expect
from keyward import SECRET_MARK

# Where the program may leave files of its own.
OWN_FOLDERS = ("~/.config/keyward", "~/.cache/keyward", "~/.local/share/keyward", "~/.local/state/keyward")
SETTINGS = pathlib.Path("~/.config/keyward/settings.json")
LOG_FOLDER = pathlib.Path("~/.local/state/keyward/log")
# Set for every process of the test and for no other.
OURS = "KEYWARD_WINDOW_TEST"
# The programs that were told to write down everything: those of all parts.
TOLD_EVERYTHING = ("program", "keys", "second-1", "second-2", "kept-1", "kept-2", "kept-3")


def no_secret_in_arguments(process):
    """No process of the test has one among its arguments: the browser's hold the link."""
    mark = f"{OURS}={os.environ[OURS]}".encode()
    seen = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                seen[int(folder.name)] = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # It has ended, or is somebody else's.
    expect(process.pid in seen, f"the program among {list(seen)}")
    expect(any(b"/oauth/v2/authorize?" in said for said in seen.values()), f"a browser with the link, seen {seen}")
    told = [said for said in seen.values() if SECRET_MARK.encode() in said]
    expect(not told, f"no secret in arguments, seen {told}")
    print(f"window: no secret in the arguments of {len(seen)} processes", flush=True)


def no_secret_was_left(_program, pictures):
    """Nothing that any part has written holds one: logs on standard error, log files, settings, any other file."""
    logs = {path.stem: path for path in pathlib.Path(pictures).glob("*.log")}
    for name in TOLD_EVERYTHING:
        expect(name in logs, f"the log {name}.log, seen {list(logs)}")
        tells_much_and_only_of_ours(logs[name])
    own = [path for folder in OWN_FOLDERS for path in pathlib.Path(folder).expanduser().rglob("*") if path.is_file()]
    expect(SETTINGS.expanduser() in own, f"settings.json, seen {own}")
    written = [path for path in own if path.parent == LOG_FOLDER.expanduser() and path.suffix == ".log"]
    expect(written, f"a log in {LOG_FOLDER}, seen {own}")
    for path in written:
        tells_much_and_only_of_ours(path)
    every = [*logs.values(), *own]
    told = [str(path) for path in every if SECRET_MARK.encode() in path.read_bytes()]
    expect(not told, f"no secret in a file, seen {told}")
    lines = sum(len(path.read_bytes().splitlines()) for path in every)
    print(f"window: no secret in {lines} lines of {len(logs)} logs and {len(own)} files of the program", flush=True)


def tells_much_and_only_of_ours(log):
    """A log that would tell: it has what is below warnings, and of other crates nothing but warnings."""
    lines = log.read_text(errors="replace").splitlines()
    below = [line for line in lines if any(f" {level} " in line for level in ("INFO", "DEBUG", "TRACE"))]
    expect(any(" keyward" in line for line in below), f"a log that tells much in {log}, seen {lines}")
    others = [line for line in below if " keyward" not in line]
    expect(not others, f"nothing but warnings from other crates in {log}, seen {others[:3]}")
