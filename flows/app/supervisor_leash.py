"""`python -m flows.app.supervisor_leash PARENT COMMAND...`: runs the command so that it ends when its parent does.

The kernel sends SIGTERM when the parent dies, however it dies: a `kill -9` of `pantau up` leaves nothing behind. This
is a program of its own because code between fork and exec may not run safely in a process that has threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h; kept across exec


def main(arguments: list[str]) -> None:
    """Ties this process to its parent, then becomes the command."""
    parent, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before the call above
        return
    os.execv(command[0], command)  # noqa: S606 (the command is the supervisor's own)


if __name__ == "__main__":
    main(sys.argv[1:])
