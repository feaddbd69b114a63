"""Running programs that nobody trusts: start a box, wait for it, kill it, say what happened."""

import contextlib
import functools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from codeblock.errors import SandboxError
from codeblock.sandbox.limits import Limits

__all__ = ["Box", "Outcome", "require_sandbox", "run_program"]

_LAUNCHER = Path(__file__).with_name("launcher.py")
_READABLE = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives", "/etc/ld.so.cache")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run.

    `status` is the exit status of the last command that ran (a signal's number with a minus sign), `command` its
    number, `past` the limit that the run went past (`wall`, `memory`, `output`; empty for none). Output is cut at the
    limit. Nothing that the program prints can change the first three: they come over a channel that it does not have.
    """

    status: int
    command: int
    past: str
    stdout: bytes
    stderr: bytes
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether every command ended with status 0 inside the limits."""
        return self.status == 0 and not self.past


class Box:
    """One started run; a context manager that leaves no process and no file behind."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        files: Mapping[str, str | bytes],
        limits: Limits,
        *,
        readable: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.PIPE,
        stderr: int = subprocess.PIPE,
    ) -> None:
        self.limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="box-", ignore_cleanup_errors=True)
        root, inputs = (Path(self._folder.name, name) for name in ("root", "files"))
        root.mkdir()
        inputs.mkdir()
        for name, content in files.items():
            path = inputs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        self._report, report = os.pipe()
        spec: dict[str, Any] = {
            "commands": [list(command) for command in commands],
            "files": str(inputs),
            "root": str(root),
            "report": report,
            "readable": [*_READABLE, sys.base_prefix, *readable],
            "environment": {"PATH": "/usr/bin:/bin", "HOME": "/box", "TMPDIR": "/box/tmp", "LANG": "C.UTF-8"}
            | dict(environment or {}),
            "cpu_seconds": limits.cpu_seconds,
            "memory_bytes": limits.memory_bytes,
            "address_space": limits.address_space,
            "processes": limits.processes,
            "disk_bytes": limits.disk_bytes,
        }
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [os.path.realpath(sys.executable), "-I", "-S", str(_LAUNCHER), json.dumps(spec)],
            stdin=stdin, stdout=stdout, stderr=stderr, pass_fds=(report,), start_new_session=True, env={},
        )  # fmt: skip
        os.close(report)

    def __enter__(self) -> "Box":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        os.close(self._report)
        self._folder.cleanup()

    @property
    def seconds_left(self) -> float:
        """Of the wall-clock time."""
        return self.limits.wall_seconds - (time.monotonic() - self.started)

    def kill(self) -> None:
        """End the launcher, and with it every process in the box, however it tries to stay."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def read_report(self) -> dict[str, Any] | None:
        """What the first process of the box says of it; None where it was killed before. Ended boxes only."""
        text = os.read(self._report, _CHUNK)
        report: dict[str, Any] | None = json.loads(text) if text else None
        if report is not None and report["error"]:
            raise SandboxError(
                "sandbox",
                f"this system does not give what it is made of ({report['error']})",
                "run on Linux where namespaces are allowed (in a container: with CAP_SYS_ADMIN), or do without pass@k",
            )
        return report

    def collect(self) -> Outcome:
        """Wait for the end, reading what is printed, within the limits."""
        printed, past = self._read_output()
        if not past:
            try:
                self.process.wait(timeout=max(self.seconds_left, 0))
            except subprocess.TimeoutExpired:
                past = "wall"
        seconds = time.monotonic() - self.started
        self.kill()
        report = self.read_report() or {"status": -int(signal.SIGKILL), "command": -1, "past": ""}
        return Outcome(
            report["status"], report["command"], past or report["past"],
            bytes(printed["stdout"]), bytes(printed["stderr"]), seconds,
        )  # fmt: skip

    def _read_output(self) -> tuple[dict[str, bytearray], str]:
        printed = {"stdout": bytearray(), "stderr": bytearray()}
        with selectors.DefaultSelector() as selector:
            for name, stream in (("stdout", self.process.stdout), ("stderr", self.process.stderr)):
                if stream is not None:
                    selector.register(stream, selectors.EVENT_READ, name)
            while selector.get_map():
                if self.seconds_left <= 0:
                    return printed, "wall"
                for key, _ in selector.select(timeout=self.seconds_left):
                    chunk = os.read(key.fd, _CHUNK)
                    room = self.limits.output_bytes - len(printed[key.data])
                    printed[key.data] += chunk[:room]
                    if len(chunk) > room:
                        return printed, "output"
                    if not chunk:
                        selector.unregister(key.fileobj)
        return printed, ""


def run_program(
    commands: Sequence[Sequence[str]],
    files: Mapping[str, str | bytes],
    limits: Limits | None = None,
    *,
    readable: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run commands one after the other, until one fails, in a box of their own that starts with `files`.

    The box has no network, sees the system's programs and `readable` directories but no home directory, can write
    to its own working directory only (in memory), and ends with everything in it. Linux only: SandboxError elsewhere.

    >>> run_program([["echo", "hello"]], {}).stdout
    b'hello\\n'
    """
    with Box(commands, files, limits or Limits(), readable=readable, environment=environment) as box:
        return box.collect()


@functools.cache
def require_sandbox() -> None:
    """Raise SandboxError where boxes cannot be made."""
    if sys.platform != "linux" or shutil.which("true") is None:
        raise SandboxError("sandbox", f"there is none for {sys.platform}", "run on Linux")
    outcome = run_program([["true"]], {})
    if not outcome.ok:
        raise SandboxError("sandbox", f"`true` ended with {outcome}", "report this as a defect")
