"""The command nnviz: prepares the process for a command line and has it carried out."""

import os
from collections.abc import Sequence

try:
    from nnviz.app.command.interruption import Interruption
    from nnviz.terminal import fill_standard_descriptors
except KeyboardInterrupt:  # it came before anything could hear it
    os._exit(130)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line, by default the process's; return the exit code.

    0: done. 1: training diverged, the last finite state is saved. 2: refused.
    128 and the signal's number: ended by it, as 130 by Ctrl-C.
    """
    interruption = Interruption()
    interruption.install()
    fill_standard_descriptors()
    try:
        # NumPy and more: by now Ctrl-C may come meanwhile.
        from nnviz.app.command.execution import execute

        return execute(argv, interruption)
    finally:
        if argv is not None:  # else the process ends now: what is heard stays heard until then
            interruption.remove()
