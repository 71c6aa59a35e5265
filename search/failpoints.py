"""Named steps at which a test stops the program, to see that nothing is lost there.

A step is ``reached(name)``; it does nothing unless TIMBAO_FAIL_AT names it: ``name:kill`` ends the
process as kill -9 would, ``name:full`` raises what a full disk does, and ``name:kill:3`` waits for
the third time.
"""

from __future__ import annotations

import errno
import os
import signal

VARIABLE = "TIMBAO_FAIL_AT"

_wanted = os.environ.get(VARIABLE, "")
_name, _, _rest = _wanted.partition(":")
_action, _, _count = _rest.partition(":")
_left = int(_count or 1)

#: Every step, in the order of a run: tests stop at each.
STEPS = (
    "accepted",
    "built",
    "adopted",
    "merged",
    "committed",
    "sealed",
    "verified",
    "swapped",
    "dropped",
)


def reached(step: str) -> None:
    """Stop here if a test asked for it."""
    if step != _name:
        return
    global _left  # noqa: PLW0603 - a program has one life to end
    _left -= 1
    if _left:
        return
    if _action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
