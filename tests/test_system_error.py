"""The system's errors in sentences that name the file and the reason."""

import errno
from pathlib import Path

import pytest

from nnviz.system_error import cannot_print, cannot_read, cannot_write


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, "there is no such file or folder"),
        (errno.EACCES, "permission is missing"),
        (errno.EROFS, "the disk is read-only"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_a_sentence_names_the_file_and_the_reason(number: int, reason: str) -> None:
    error, path = OSError(number, "in the system's words"), Path("folder") / "a.nnviz"
    assert cannot_read(path, error) == f"a.nnviz cannot be opened: {reason}."
    assert cannot_write(path, error) == f"a.nnviz cannot be saved: {reason}."
    assert cannot_print(error) == f"The output cannot be written: {reason}."


def test_a_reason_without_words_of_ours_is_told_in_the_system_s() -> None:
    error = OSError(errno.EXDEV, "Invalid cross-device link")
    assert cannot_print(error) == "The output cannot be written: Invalid cross-device link."
