"""What changes to the eye: two pictures of the screen, compared around one thing."""

import subprocess

import desk
from desk import Missing

AROUND = 8  # Pixels around a thing in which a ring may be painted.
LEAST = 40  # Pixels that must differ for an eye to see it.


def differs(before, after, box):
    """Whether the two pictures differ in and around this box."""
    left, top, width, height = box
    area = f"{width + 2 * AROUND}x{height + 2 * AROUND}+{max(left - AROUND, 0)}+{max(top - AROUND, 0)}"
    # With a little tolerance: what is painted again need not be the same to the last bit.
    command = ["compare", "-metric", "AE", "-fuzz", "8%", "-extract", area, str(before), str(after), "null:"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=desk.CALL, check=False)
    if done.returncode not in (0, 1):
        raise Missing(f"success of {command}: {done.stderr.strip()}")
    return float(done.stderr.split()[0]) >= LEAST
