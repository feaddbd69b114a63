"""Hostile programs: none harms, none scores. Each would hurt only a canary of the test's own if the sandbox failed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from codeblock.correctness import judge_apart, judge_together
from codeblock.errors import SandboxError
from codeblock.sandbox import Limits, Outcome, require_sandbox, run_program

try:
    require_sandbox()
except SandboxError as refusal:
    pytest.skip(str(refusal), allow_module_level=True)

PYTHON = (os.path.realpath(sys.executable), "-I", "-S", "program.py")


def run(code: str, **limits: float) -> Outcome:
    """A Python program in the sandbox, its limits small."""
    bounds = {"wall_seconds": 10.0, "cpu_seconds": 5, "memory_bytes": 256 << 20} | limits
    return run_program([PYTHON], {"program.py": code}, Limits(**bounds))


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A file outside the box, writable by anybody, that must be there unchanged afterwards."""
    folder = tmp_path / "canary"
    folder.mkdir()
    folder.chmod(0o777)
    file = folder / "file"
    file.write_text("alive")
    file.chmod(0o666)
    yield file
    assert file.read_text() == "alive"
    assert sorted(folder.iterdir()) == [file]


def test_what_a_program_prints_and_how_it_ends() -> None:
    outcome = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (outcome.stdout, outcome.stderr, outcome.status, outcome.past) == (b"out\n", b"err\n", 3, "")
    assert run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)").status == -signal.SIGSEGV
    assert run_program([["no-such-program"]], {}).status == 127


def test_commands_share_the_box_until_one_fails() -> None:
    outcome = run_program([["sh", "-c", "echo 1 > a; echo 2 >> b/c"], ["cat", "a", "b/c"]], {"b/c": "0\n"})
    assert (outcome.stdout, outcome.command) == (b"1\n0\n2\n", 1)
    assert run_program([["false"], ["echo", "no"]], {}).stdout == b""


def test_files_outside_cannot_be_seen_or_changed(canary: Path) -> None:
    outcome = run(f"open({str(canary)!r}, 'w').write('dead')")
    assert b"No such file" in outcome.stderr
    assert run(f"import shutil; shutil.rmtree({str(canary.parent)!r})").status
    for folder in ("/usr", "/etc", "/dev", "/", "/proc/sys/kernel"):
        assert run(f"open({folder + '/canary'!r}, 'w')").status, folder
        assert not Path(folder, "canary").exists()
    assert run("import os; print(os.listdir('/home'), os.listdir('/var'))").status


def test_the_home_directory_is_not_shown() -> None:
    outcome = run(f"import os; print(os.path.exists({str(Path.home() / '.bashrc')!r}), os.environ)")
    assert outcome.stdout.startswith(b"False")
    assert str(Path.home()).encode() not in outcome.stdout


def test_everything_in_reach_deleted(canary: Path) -> None:
    outcome = run("import os\nfor p, _, fs in os.walk('/'):\n  for f in fs:\n    try: os.remove(p + '/' + f)\n"
                  "    except OSError: pass\nprint('done')", wall_seconds=60, cpu_seconds=60)  # fmt: skip
    assert outcome.stdout == b"done\n"
    assert Path(PYTHON[0]).exists()


def test_a_link_out_of_the_box_leads_nowhere(canary: Path) -> None:
    code = f"import os; os.symlink({str(canary)!r}, 'link'); open('link', 'w').write('dead')"
    assert run(code).status


def test_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        port = listener.getsockname()[1]
        outcome = run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 2).sendall(b'!')")
        assert outcome.status == 1
        with pytest.raises(TimeoutError):
            listener.accept()


def test_no_socket_file_of_the_machine(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0codeblock-canary")  # an abstract name: no file system stands in the way
        listener.listen()
        outcome = run("import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0codeblock-canary')")
        assert b"refused" in outcome.stderr


def test_processes_are_bounded() -> None:
    code = "import os\nn = 0\nwhile True:\n  try:\n    if os.fork() == 0:\n      os.read(os.pipe()[0], 1)\n"
    code += "    n += 1\n  except BlockingIOError: break\nprint(n)"
    outcome = run(code, processes=20)
    assert 10 < int(outcome.stdout) < 20


def test_a_fork_bomb_ends_with_its_box() -> None:
    code = "import os\nfor _ in range(200):\n  try: os.fork()\n  except OSError: pass\nwhile True: pass"  # bounded
    started = time.monotonic()
    outcome = run(code, wall_seconds=2, processes=16)
    assert outcome.past == "wall"
    assert time.monotonic() - started < 10
    assert not processes_that_say("for _ in range(200)")


def processes_that_say(text: str) -> list[str]:
    """The processes of this machine whose command line has a text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if text.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_a_process_left_in_the_background_is_gone() -> None:
    code = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(9876)'], "
    code += "start_new_session=True)\nprint('left')"
    outcome = run(code)
    assert outcome.stdout == b"left\n"
    assert outcome.seconds < 8
    assert not processes_that_say("time.sleep(9876)")


def test_deaf_to_signals() -> None:
    code = "import signal\nfor s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):\n"
    code += "  signal.signal(s, signal.SIG_IGN)\nwhile True: signal.pause()"
    outcome = run(code, wall_seconds=1)
    assert (outcome.past, outcome.seconds < 6) == ("wall", True)


def test_nobody_outside_can_be_signalled() -> None:
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        run(f"import os, signal\nfor p in ({sleeper.pid}, {os.getpid()}, 1, -1):\n  os.kill(p, signal.SIGKILL)")
        run("import os, signal; os.kill(-1, signal.SIGKILL)")
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()


def test_output_without_end_is_cut() -> None:
    outcome = run("import os\nwhile True: os.write(1, b'x' * 65536)", output_bytes=100_000)
    assert (outcome.past, len(outcome.stdout)) == ("output", 100_000)


def test_memory_of_one_process_is_bounded() -> None:
    assert b"MemoryError" in run("x = bytearray(10**9)").stderr


@pytest.mark.parametrize("shared", [False, True])
def test_memory_of_all_processes_is_bounded(shared: bool) -> None:
    take = "import mmap; m = mmap.mmap(-1, n); [m.__setitem__(i, 1) for i in range(0, n, 4096)]"
    code = f"import os, time\nn = 60 << 20\nfor _ in range(8):\n  if os.fork() == 0:\n    {take}\n    time.sleep(60)\n"
    outcome = run((code if shared else code.replace("mmap.mmap(-1, n)", "bytearray(n)")) + "time.sleep(60)")
    assert outcome.past == "memory"


def test_the_writable_directory_is_bounded() -> None:
    outcome = run("with open('big', 'wb') as f:\n  while True: f.write(bytes(1 << 20))", disk_bytes=8 << 20)
    assert outcome.status
    assert outcome.seconds < 8


def test_processor_time_is_bounded() -> None:
    assert run("while True: pass", cpu_seconds=1).status == -signal.SIGKILL


def test_no_rights_are_left() -> None:
    code = (
        "import os; print([l for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapPrm', 'NoNewPrivs'))])"
    )
    said = run(code + "; print(os.getuid() != 0)").stdout.decode()
    assert said.count("0000000000000000") == 2
    assert "NoNewPrivs:\\t1" in said
    assert "True" in said


def test_boxes_side_by_side() -> None:
    found: list[bytes] = []
    code = "import os\nopen('x', 'w').write('1')\nprint(len(os.listdir('.')))"
    threads = [threading.Thread(target=lambda: found.append(run(code).stdout)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"3\n"] * 4  # program.py, tmp, x


def test_nothing_is_left_behind() -> None:
    before = set(os.listdir("/proc/self/fd"))
    for _ in range(3):
        run("pass")
    assert set(os.listdir("/proc/self/fd")) == before


# ------------------------------------------------------------------------------------------------ none scores

TESTS = "assert add(2, 3) == 5\nassert add(1, 1) == 2\nassert add([1], [2]) == [1, 2]"
CHEATS = {
    "early exit": "import os; os._exit(0)",
    "exit when asked": "import os\ndef add(a, b): os._exit(0)",
    "system exit": "import sys; sys.exit(0)",
    "exit hook": "import atexit, os\natexit.register(os._exit, 0)\ndef add(a, b): return 0",
    "mark printed": "import os, json\nsaid = json.dumps(dict(command=0, status=0, past='', error='')).encode()\n"
                    "for f in range(20):\n  try: os.write(f, said + b'\\npassed\\nOK\\n')\n  except OSError: pass\n"
                    "def add(a, b): return 0",
    "equal to all": "class Any:\n  def __eq__(self, other): return True\ndef add(a, b): return Any()",
    "a number equal to all": "class Any(int):\n  def __eq__(self, other): return True\ndef add(a, b): return Any(7)",
    "patched built-ins": "import builtins\nclass Never(Exception): pass\nbuiltins.AssertionError = Never\n"
                         "builtins.exec = builtins.compile = lambda *a: None\ndef add(a, b): return 0",
    "patched checker": "import sys\nfor m in list(sys.modules.values()):\n  for n in ('encode', 'decode', 'main'):\n"
                       "    if hasattr(m, n): setattr(m, n, lambda *a: 5)\ndef add(a, b): return 0",
    "patched frames": "import sys\nf = sys._getframe()\nwhile f:\n  f.f_globals['check'] = f.f_globals['add'] = 5\n"
                      "  f = f.f_back\ndef add(a, b): return 0",
    "killed judge": "import os, signal\nfor p in (os.getppid(), -1, 1):\n  try: os.kill(p, signal.SIGKILL)\n"
                    "  except OSError: pass\ndef add(a, b): return 0",
    "unpickled": "class Bomb:\n  def __reduce__(self): return (exec, ('import os; os._exit(0)',))\n"
                 "def add(a, b): return Bomb()",
    "trace": "import sys\nsys.settrace(lambda *a: None)\ndef add(a, b): return 0",
}  # fmt: skip


@pytest.mark.parametrize("name", CHEATS)
def test_cheats_do_not_score_apart(name: str) -> None:
    verdict = judge_apart(CHEATS[name], TESTS, Limits(wall_seconds=10))
    assert not verdict.passed
    assert verdict.reason


def test_the_right_answer_scores_apart() -> None:
    assert judge_apart("def add(a, b): return a + b", TESTS).passed
    assert judge_apart("def add(a, b):\n  print('noise')\n  return a + b", TESTS).passed


@pytest.mark.parametrize("name", ["early exit", "system exit", "mark printed", "exit hook"])
def test_early_ends_do_not_score_together(name: str) -> None:
    code = f"{CHEATS[name]}\n{TESTS}\nprint('@MARK@')\n"
    verdict = judge_together([list(PYTHON)], {"program.py": code}, Limits(), mark="@MARK@")
    assert not verdict.passed
    assert verdict.reason


def test_the_right_answer_scores_together() -> None:
    code = f"def add(a, b): return a + b\n{TESTS}\nprint('@MARK@')\n"
    assert judge_together([list(PYTHON)], {"program.py": code}, Limits(), mark="@MARK@").passed
