"""Short names for events that can be read over a telephone."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 signs, no 0 O 1 I
LENGTH = 4


def event_code(seed: str, is_taken: Callable[[str], bool]) -> str:
    """Four signs such as `K7Q2`, the same for the same seed; the next free one when it is taken.

    Codes with a digit only or letters only are passed over: `2025` reads as a year and `IRAN` as a word. After 4,096
    taken codes it gives up with LookupError; open events number in the hundreds, so that is a bug of the caller.
    """
    for attempt in range(4096):
        digest = sha256(f"{seed}\x00{attempt}".encode()).digest()
        code = "".join(ALPHABET[byte & 31] for byte in digest[:LENGTH])
        if not code.isdigit() and not code.isalpha() and not is_taken(code):
            return code
    raise LookupError(f"event code: {seed!r}: no free code in 4096 tries: close old events")
