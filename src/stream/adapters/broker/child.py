"""Run as a program: become another program that ends when the process that started us does.

`python child.py PARENT_PID SIGNAL PROGRAM ARGUMENT…`. It asks Linux for that signal (a number) at
the parent's death and then replaces itself, which keeps the request. Done here and not in a
`preexec_fn`, which may deadlock when the parent has threads.
"""

import os
import sys

PR_SET_PDEATHSIG = 1
"""From Linux's <sys/prctl.h>."""


def main(arguments: list[str]) -> None:
    """Arrange the signal where the system can, then become the program; never returns."""
    parent, number, program = int(arguments[0]), int(arguments[1]), arguments[2:]
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # It died before we had asked.
            sys.exit(1)
    os.execv(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
