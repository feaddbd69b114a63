"""The program that builds the box from inside: run as a process of its own, with the standard library alone.

It reads one JSON object from its first argument, and writes one to the file descriptor given there when the commands
are done. Linux only. The steps: namespaces of its own (mounts, processes, network, IPC, host name; a user namespace too
where it is not root), a new root in memory with read-only views of what programs need, an empty writable directory of
bounded size, then each command as a user without rights, under resource limits. The first process of the box stays
ours: it watches memory, and when it ends the kernel ends everything else in the box.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import time
from typing import Any, NoReturn

libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER = 0x20000, 0x4000000, 0x8000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = (
    1,
    2,
    4,
    32,
    4096,
    8192,
    16384,
    1 << 18,
)
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
WATCH_SECONDS = 0.02
SANDBOX_UID = 200_000
"""A user that nobody is; the launcher's process id is added, so that the limit on processes is this box's own."""


def check(result: int, doing: str) -> None:
    """Raise the error of a failed call of the C library."""
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{doing}: {os.strerror(code)}")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount `source` at `target`."""
    arguments = [text.encode() for text in (source, target, kind)]
    check(libc.mount(*arguments, ctypes.c_ulong(flags), options.encode()), f"mounting {target}")


def isolate() -> None:
    """Leave the namespaces of the parent."""
    flags = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        check(libc.unshare(flags), "unshare")
        return
    check(libc.unshare(flags | CLONE_NEWUSER), "unshare (are user namespaces allowed?)")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def show(path: str, root: str) -> None:
    """Make `path` of the machine visible, read-only, at the same place below `root`."""
    target = root + path
    if os.path.islink(path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.lexists(target):
            os.symlink(os.readlink(path), target)
        return
    if not os.path.exists(path) or os.path.ismount(target):
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    mount(path, target, "none", MS_BIND)
    device = path.startswith("/dev/")
    kept = os.statvfs(target).f_flag & (2 | 4 | 8 | 1024 | 2048)  # what a user namespace may not take away
    mount(path, target, "none", MS_REMOUNT | MS_BIND | MS_NOSUID | kept | (0 if device else MS_RDONLY | MS_NODEV))


def build_root(spec: dict[str, Any]) -> None:
    """Put together the file system of the box and step into it."""
    root = spec["root"]
    mount("none", "/", "none", MS_REC | MS_PRIVATE)
    mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for path in spec["readable"]:
        show(path, root)
    for path in ("null", "zero", "full", "random", "urandom"):
        show(f"/dev/{path}", root)
    os.makedirs(root + "/proc", exist_ok=True)
    mount("proc", root + "/proc", "proc", MS_NOSUID | MS_NODEV)
    os.makedirs(root + "/box", exist_ok=True)
    mount("tmpfs", root + "/box", "tmpfs", MS_NOSUID | MS_NODEV, f"size={spec['disk_bytes']},mode=777")
    fill_box(spec["files"], root + "/box")
    os.mkdir(root + "/box/tmp")
    os.chmod(root + "/box/tmp", 0o777)
    for path in ("/tmp", "/dev/shm", "/dev/fd"):
        if not os.path.lexists(root + path):
            os.makedirs(os.path.dirname(root + path), exist_ok=True)
            os.symlink("/proc/self/fd" if path == "/dev/fd" else "/box/tmp", root + path)
    mount("none", root, "none", MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)
    os.chdir(root)
    mount(".", "/", "none", MS_MOVE)
    os.chroot(".")
    os.chdir("/box")


def fill_box(folder: str, box: str) -> None:
    """Copy the files of a run into its writable directory."""
    for parent, _, names in os.walk(folder):
        there = os.path.normpath(os.path.join(box, os.path.relpath(parent, folder)))
        os.makedirs(there, exist_ok=True)
        os.chmod(there, 0o777)
        for name in names:
            with open(os.path.join(parent, name), "rb") as source, open(os.path.join(there, name), "wb") as copy:
                copy.write(source.read())
            os.chmod(os.path.join(there, name), 0o666)


def run_command(spec: dict[str, Any], command: list[str]) -> NoReturn:
    """Become the command: no rights, bounded, in a process group of its own."""
    try:
        limits = {
            resource.RLIMIT_CPU: spec["cpu_seconds"],
            resource.RLIMIT_DATA: spec["memory_bytes"],
            resource.RLIMIT_FSIZE: spec["disk_bytes"],
            resource.RLIMIT_NPROC: spec["processes"],
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: 256,
        }
        if spec["address_space"]:
            limits[resource.RLIMIT_AS] = spec["memory_bytes"]
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(spec["uid"], spec["uid"], spec["uid"])
            os.setresuid(spec["uid"], spec["uid"], spec["uid"])
        check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
        for kind, value in limits.items():
            resource.setrlimit(kind, (value, value))
        os.setsid()
        os.execvpe(command[0], command, spec["environment"])
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    os._exit(127)


def resident_bytes() -> int:
    """The memory of every process in the box but this one."""
    total, page = 0, os.sysconf("SC_PAGE_SIZE")
    for name in os.listdir("/proc"):
        if name.isdigit() and name != "1":
            try:
                with open(f"/proc/{name}/statm") as file:
                    total += int(file.read().split()[1]) * page
            except (OSError, IndexError):  # it ended meanwhile
                continue
    return total


def watch(child: int, memory: int) -> tuple[int, str]:
    """Wait for a command: its exit status (minus a signal's number), and what it went past ("" for nothing)."""
    pause = 0.001
    while True:
        found, status = os.waitpid(-1, os.WNOHANG)
        if found == child:
            return os.waitstatus_to_exitcode(status), ""
        if found:
            continue  # an orphan of the box
        if resident_bytes() > memory:
            os.kill(-1, signal.SIGKILL)
            os.waitpid(child, 0)
            return -signal.SIGKILL, "memory"
        time.sleep(pause)
        pause = min(2 * pause, WATCH_SECONDS)


def run_box(spec: dict[str, Any]) -> None:
    """The first process of the box: its file system, then its commands one after the other until one fails."""
    outcome: dict[str, Any] = {"command": -1, "status": 0, "past": "", "error": ""}
    try:
        build_root(spec)
        for number, command in enumerate(spec["commands"]):
            child = os.fork()
            if child == 0:
                run_command(spec, command)
            status, past = watch(child, spec["memory_bytes"])
            outcome.update(command=number, status=status, past=past)
            if status or past:
                break
    except OSError as error:
        outcome["error"] = str(error)
    os.write(spec["report"], json.dumps(outcome).encode())


def main() -> None:
    """Isolate, and start the first process of the box; end with it."""
    spec = json.loads(sys.argv[1])
    spec["uid"] = SANDBOX_UID + os.getpid() % 65_536
    os.set_inheritable(spec["report"], False)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    try:
        isolate()
    except OSError as error:
        os.write(spec["report"], json.dumps({"command": -1, "status": 0, "past": "", "error": str(error)}).encode())
        return
    first = os.fork()
    if first == 0:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        run_box(spec)
        os._exit(0)
    os.waitpid(first, 0)


if __name__ == "__main__":
    main()
