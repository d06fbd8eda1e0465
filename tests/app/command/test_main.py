"""The process of the command: it starts in every way there is, and ends without a traceback."""

import pytest

from nnviz import __version__
from tests.app.command.command_runs import in_a_process


@pytest.mark.parametrize("start", [["main.py"], ["-m", "nnviz"]], ids=" ".join)
def test_it_starts_as_a_file_and_as_a_module(start: list[str]) -> None:
    done = in_a_process(*start, "--version")
    assert (done.returncode, done.stdout) == (0, f"nnviz {__version__}\n")


# A signal arrives while a module is imported.
SIGNAL_AT_IMPORT = """
import signal, sys

class Presser:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            signal.raise_signal(signal.{signal})

sys.meta_path.insert(0, Presser())
from nnviz.app.command.main import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["numpy", "nnviz.app.command.execution", "tqdm"])
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_wish_to_end_during_imports_is_granted_quietly(module: str, name: str, code: int) -> None:
    program = SIGNAL_AT_IMPORT.format(module=module, signal=name)
    done = in_a_process("-c", program, "run", "--epochs", 1)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_what_is_not_interrupted_is_carried_out() -> None:
    done = in_a_process(
        "-c", SIGNAL_AT_IMPORT.format(module="none", signal="SIGINT"), "run", "--epochs", 1
    )
    assert done.returncode == 0
    assert done.stdout.startswith("1 epoch, ")


SIGNAL_AT_EXIT = """
import atexit, signal, sys
from nnviz.app.command.main import main
atexit.register(signal.raise_signal, signal.SIGINT)
sys.exit(main())
"""


def test_ctrl_c_while_the_interpreter_ends_leaves_no_traceback() -> None:
    done = in_a_process("-c", SIGNAL_AT_EXIT, "--version")
    assert (done.returncode, done.stderr) == (130, "")
