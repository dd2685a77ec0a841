"""A process whose disk refuses to flush: the kernel answers every fsync with an error."""

import ctypes
import errno
import platform
import struct

#: The numbers of fsync and fdatasync.
_CALLS = {"x86_64": (74, 75), "aarch64": (82, 83)}
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000


def refuse_to_flush() -> None:
    """From now on nothing that this process writes is flushed; it cannot be taken back."""
    fsync, fdatasync = _CALLS[platform.machine()]
    program = [
        (_LOAD, 0, 0, 0),  # the number of the call
        (_IF_EQUAL, 1, 0, fsync),
        (_IF_EQUAL, 0, 1, fdatasync),
        (_RETURN, 0, 0, _ERROR | errno.EIO),
        (_RETURN, 0, 0, _ALLOW),
    ]
    packed = b"".join(struct.pack("HBBI", *step) for step in program)
    steps = ctypes.create_string_buffer(packed)
    head = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(steps)))
    kernel = ctypes.CDLL(None, use_errno=True)
    for call in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, head, 0, 0)):
        if kernel.prctl(*call) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")
