"""Named steps at which a test stops the program, to see that nothing is lost there.

A step is ``reached(name)``; it does nothing unless TIMBAO_FAIL_AT names it: ``name:kill`` ends the
process as kill -9 would, ``name:full`` raises what a full disk does, and ``name:kill:3`` waits for
the third time.
"""

from __future__ import annotations

import errno
import os
import signal
from dataclasses import dataclass

VARIABLE = "TIMBAO_FAIL_AT"

#: Every step, in the order of a run: tests stop at each.
STEPS = (
    "accepted",  # a batch is in the archive
    "created",  # a new generation has an empty index
    "swept",  # one file that an interrupted run left is deleted
    "written",  # a file of arrays is complete, and not yet synced
    "built",  # a part has all its files
    "renamed",  # one file of a part has the name of a segment
    "adopted",  # all parts have
    "merging",  # a field of merged segments is written
    "merged",  # all merging is done
    "contents",  # a new table of contents is there, and nothing of the old index is gone
    "committed",  # and synced
    "cleaned",  # what only the old table of contents named is deleted
    "aside",  # the next manifest, or the next CURRENT, is written beside the one in force
    "sealed",  # the manifest is that of the new state
    "verified",  # a new generation is whole
    "swapped",  # and in use
    "deleted",  # the folder of one generation is
    "dropped",  # all former generations are
)


@dataclass(slots=True)
class _Wanted:
    """Where to stop, how, and how many times to go on before that."""

    step: str = ""
    action: str = ""
    left: int = 1


_wanted = _Wanted()


def arm(wanted: str) -> None:
    """Stop this process at the step that ``wanted`` names; the variable does that at the start."""
    step, _, rest = wanted.partition(":")
    action, _, count = rest.partition(":")
    _wanted.step, _wanted.action, _wanted.left = step, action, int(count or 1)


def reached(step: str) -> None:
    """Stop here if a test asked for it."""
    if step != _wanted.step:
        return
    _wanted.left -= 1
    if _wanted.left:
        return
    if _wanted.action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


arm(os.environ.get(VARIABLE, ""))
