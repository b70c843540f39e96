#!/usr/bin/env python3
"""Runs a program under the system calls that a systemd unit lets through, without systemd: unit_filter.py UNIT COMMAND...

What the filter does not name is refused with EPERM, as the unit says. For machines on which no systemd runs as the first
process; the groups of calls are read from `systemd-analyze syscall-filter`.
"""
import ctypes
import functools
import os
import re
import struct
import subprocess
import sys

ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2


@functools.cache
def calls_of(name):
    """The calls of a group, or the one call itself."""
    if not name.startswith("@"):
        return {name}
    said = subprocess.run(["systemd-analyze", "syscall-filter", name], check=True, capture_output=True, text=True)
    lines = [line.strip() for line in said.stdout.splitlines()[1:]]
    return set().union(*(calls_of(line) for line in lines if line and not line.startswith("#")))


def allowed(unit):
    found = {"execve"}  # by which systemd comes to the program
    for line in re.findall(r"^SystemCallFilter=(.*)$", open(unit).read(), re.M):
        calls = set().union(*(calls_of(name) for name in line.lstrip("~").split()))
        found = found - calls if line.startswith("~") else found | calls
    return found | calls_of("@default")


def numbers():
    header = subprocess.run(["clang++-19", "-x", "c", "-dM", "-E", "-include", "asm/unistd.h", "/dev/null"],
                            check=True, capture_output=True, text=True).stdout
    return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)$", header, re.M)}


def install(calls):
    known = numbers()
    steps = [(LOAD, 0, 0, 0)]
    for number in sorted(known[name] for name in calls if name in known):
        steps += [(JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    steps.append((RETURN, 0, 0, REFUSE))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0)):
        if libc.prctl(*call) != 0:
            sys.exit(f"unit_filter: prctl: {os.strerror(ctypes.get_errno())}")


def main():
    unit, command = sys.argv[1], sys.argv[2:]
    calls = allowed(unit)
    # Ours: what the program asks for itself, and would not notice that it was refused.
    for name in ("setpriority", "fdatasync", "flock"):
        if name not in calls:
            sys.exit(f"unit_filter: {unit} does not let {name} through")
    install(calls)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
