"""
Errors of the system with Linux's numbers. Emscripten has its own: a missing file would read `[Errno 44]`, and
`OSError(2, …)` would be a PermissionError.
"""

from __future__ import annotations

import builtins
import errno
import functools
import gc
import io
import os
from typing import Any, Callable

# Source: Linux, include/uapi/asm-generic/errno-base.h and errno.h.
LINUX = dict(
    EPERM=1, ENOENT=2, ESRCH=3, EINTR=4, EIO=5, ENXIO=6, E2BIG=7, ENOEXEC=8, EBADF=9, ECHILD=10, EAGAIN=11,
    EWOULDBLOCK=11, ENOMEM=12, EACCES=13, EFAULT=14, EBUSY=16, EEXIST=17, EXDEV=18, ENODEV=19, ENOTDIR=20, EISDIR=21,
    EINVAL=22, ENFILE=23, EMFILE=24, ENOTTY=25, ETXTBSY=26, EFBIG=27, ENOSPC=28, ESPIPE=29, EROFS=30, EMLINK=31,
    EPIPE=32, EDOM=33, ERANGE=34, EDEADLK=35, ENAMETOOLONG=36, ENOLCK=37, ENOSYS=38, ENOTEMPTY=39, ELOOP=40,
    EOVERFLOW=75, EILSEQ=84, ENOTSOCK=88, EADDRINUSE=98, EADDRNOTAVAIL=99, ENETDOWN=100, ENETUNREACH=101,
    ECONNABORTED=103, ECONNRESET=104, ENOBUFS=105, EISCONN=106, ENOTCONN=107, ETIMEDOUT=110, ECONNREFUSED=111,
    EHOSTUNREACH=113, EALREADY=114, EINPROGRESS=115, ESTALE=116, EDQUOT=122, ECANCELED=125,
)  # fmt: skip

# Functions of the system that may fail; what of the standard library fails does so in one of them.
FAILING = (
    "access chdir chmod close dup dup2 fstat fsync ftruncate link listdir lseek lstat mkdir open pipe read "
    "readlink remove rename replace rmdir scandir stat statvfs symlink truncate unlink utime write"
).split()

_linux_of_native: dict[int, int] = {}


def install() -> None:
    """Once, before anything else reads `errno`."""
    _linux_of_native.update((getattr(errno, name), number) for name, number in LINUX.items() if hasattr(errno, name))
    _widen_class_choice()
    for name, number in LINUX.items():
        if hasattr(errno, name):
            setattr(errno, name, number)
    errno.errorcode.clear()
    errno.errorcode.update((number, name) for name, number in LINUX.items() if name != "EWOULDBLOCK")
    for name in FAILING:
        if hasattr(os, name):
            _replace(name)
    builtins.open = io.open = _restating(open)
    os.strerror = _text_of(os.strerror)


def _text_of(native_text: Callable[[int], str]) -> Callable[[int], str]:
    native_of_linux = {linux: native for native, linux in _linux_of_native.items()}
    return functools.wraps(native_text)(lambda code: native_text(native_of_linux.get(code, code)))


def _widen_class_choice() -> None:
    """
    Which class `OSError(number, text)` becomes, Python looks up in a table that only the collector can name. Where one
    number means something in both systems, what Emscripten itself raises keeps its class if it ever raises it.
    """
    table = next(
        (found for found in gc.get_objects() if type(found) is dict and found.get(errno.ENOENT) is FileNotFoundError),
        None,
    )
    if table is None:
        return
    wanted = {LINUX[name]: table.get(getattr(errno, name)) for name in LINUX if hasattr(errno, name)}
    kept = {errno.EEXIST, errno.ENOENT, errno.EISDIR, errno.ENOTDIR}
    table.update((number, kind) for number, kind in wanted.items() if kind is not None and number not in kept)


def _replace(name: str) -> None:
    original = getattr(os, name)
    replaced = _restating(original)
    setattr(os, name, replaced)
    for supporting in (os.supports_dir_fd, os.supports_effective_ids, os.supports_fd, os.supports_follow_symlinks):
        if original in supporting:
            supporting.add(replaced)


def _restating(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except OSError as error:
            _restate(error)
            raise

    return call


def _restate(error: OSError) -> None:
    number = _linux_of_native.get(error.errno) if error.errno is not None else None
    if number is not None:
        error.errno = number
        error.args = (number, *error.args[1:])
