"""A file is the old one or the new one, whole, whatever happens while it is written."""

import errno
import os
import stat
from pathlib import Path

import pytest

from nnviz.files.atomic import check_writable, stamp_of, write_atomically, writing
from nnviz.work import finish

posix = pytest.mark.skipif(os.name == "nt", reason="no such thing on Windows")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "model.nnviz"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_in(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(os, name, fail)


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new.nnviz", b"new")
    assert (tmp_path / "new.nnviz").read_bytes() == b"new"
    assert names(tmp_path) == ["new.nnviz"]


def test_an_old_file_is_replaced(old: Path) -> None:
    write_atomically(old, b"new")
    assert old.read_bytes() == b"new"
    assert names(old.parent) == ["model.nnviz"]


def test_the_old_file_is_whole_until_the_new_one_is(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bytes, list[bytes]]] = []
    flush = os.fsync

    def look(descriptor: int) -> None:
        beside = [path.read_bytes() for path in old.parent.iterdir() if path != old]
        seen.append((old.read_bytes(), beside))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    write_atomically(old, b"new")
    assert seen[0] == (b"old", [b"new"])


@posix
def test_the_new_name_is_flushed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[tuple[bool, list[str]]] = []
    monkeypatch.setattr(
        os,
        "fsync",
        lambda place: flushed.append((stat.S_ISDIR(os.stat(place).st_mode), names(tmp_path))),
    )
    write_atomically(tmp_path / "new.nnviz", b"new")
    assert [folder for folder, _names in flushed] == [False, True]
    assert flushed[1][1] == ["new.nnviz"]


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), MemoryError()], ids=repr
)
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside(
    old: Path, name: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_in(monkeypatch, name, error)
    with pytest.raises(type(error)):
        write_atomically(old, b"new")
    assert old.read_bytes() == b"old"
    assert names(old.parent) == ["model.nnviz"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_permissions_of_an_old_file_are_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_atomically(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "ordinary").touch()
    write_atomically(tmp_path / "new.nnviz", b"new")
    assert (tmp_path / "new.nnviz").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


@posix
def test_a_symbolic_link_stays_one(old: Path) -> None:
    link = old.parent / "link.nnviz"
    link.symlink_to(old)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["open", "fsync"])
def test_a_system_that_cannot_flush_folders_is_no_failure(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(os, name)

    def refuse_folders(place: int | str | Path, *arguments: int) -> object:
        if os.path.isdir(place):
            raise OSError(errno.EINVAL, "a folder")
        return real(place, *arguments)

    monkeypatch.setattr(os, name, refuse_folders)
    write_atomically(tmp_path / "new.nnviz", b"new")
    assert (tmp_path / "new.nnviz").read_bytes() == b"new"


def test_a_file_that_can_be_written_passes(old: Path) -> None:
    check_writable(old)
    check_writable(old.with_name("new.nnviz"))
    assert names(old.parent) == ["model.nnviz"]


def test_what_is_no_place_for_a_file_is_refused(old: Path) -> None:
    refusals = {
        old.parent / "none" / "new.nnviz": FileNotFoundError,
        old / "new.nnviz": NotADirectoryError,
        old.parent: IsADirectoryError,
    }
    for path, kind in refusals.items():
        for action in (check_writable, lambda path: write_atomically(path, b"new")):
            with pytest.raises(kind):
                action(path)
    assert old.read_bytes() == b"old"


@posix
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.nnviz")
    with pytest.raises(OSError, match="argument"):
        write_atomically(tmp_path / "pipe.nnviz", b"new")


@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_protected_file_or_folder_is_refused(
    old: Path, protected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = old if protected == "file" else old.parent
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != place)
    with pytest.raises(PermissionError):
        write_atomically(old, b"new")
    assert old.read_bytes() == b"old"


@posix
def test_a_read_only_disk_is_no_missing_permission(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = list(os.statvfs(old))
    disk[8] |= os.ST_RDONLY
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "statvfs", lambda _place: os.statvfs_result(disk))
    with pytest.raises(OSError, match="Read-only") as refused:
        check_writable(old)
    assert refused.value.errno == errno.EROFS


@posix
@pytest.mark.parametrize("mode", [0o600, 0o666, 0o755])
def test_what_is_being_written_has_the_file_s_permissions_from_the_first_byte(
    old: Path, mode: int
) -> None:
    old.chmod(mode)
    work = writing(old, [memoryview(b"new")])
    next(work)
    (part,) = old.parent.glob(".nnviz-*")
    assert stat.S_IMODE(part.stat().st_mode) == mode
    assert part.stat().st_size == 0
    work.close()


def test_giving_up_leaves_the_old_file_and_nothing_beside(old: Path) -> None:
    work = writing(old, [memoryview(b"new"), memoryview(b"er")])
    next(work)
    next(work)
    work.close()
    assert old.read_bytes() == b"old"
    assert names(old.parent) == ["model.nnviz"]


def test_a_large_file_is_written_in_many_shares(old: Path) -> None:
    content = os.urandom(9 * 2**20)
    assert list(writing(old, [memoryview(content)])) == [0.0, 4 / 9, 8 / 9]
    assert old.read_bytes() == content


def test_the_stamp_is_that_of_the_new_file(old: Path) -> None:
    before = stamp_of(old)
    written = finish(writing(old, [memoryview(b"new")]))
    assert stamp_of(old) == written
    assert written != before
