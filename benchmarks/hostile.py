"""Sources made to break an analysis, at any scale: python -m benchmarks.hostile [--scale 1.0] [--cases garbage]

Each is analyzed in a process of its own, and parsed in another one. Prints a line each: bytes, nodes, seconds of
processor time, peak memory in MB, both also as multiples of the bare parse's (without a bound of time, which it needs
by then where the parser despairs), and what `errors` tells. At scale 1 they are as large as the names below say.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import codestruct as cs

STAGES = ("items", "tokens", "bindings", "flow", "graph", "reach", "bridge", "errors")
MINIFIED = b"function f(a,b){var c=a+b;if(c>1){return c*2}else{c=a?b:c}for(var i=0;i<c;i++){a+=i}return a};f(1,2);"
TOKENS = (
    b"if else while ( ) { } [ ] = + - ; : , . x y 1 'a' \" def class for return fn func let -> => @ # // /* */".split()
)


def _garbage(n: int) -> bytes:
    return random.Random(n).randbytes(n)


def _words(n: int) -> bytes:
    return b" ".join(random.Random(n).choices(TOKENS, k=n))


def _arms(n: int, form: bytes) -> bytes:
    return b"".join(form % (arm, arm) for arm in range(n))


FEW = "python javascript java go c"
"""Languages of the cases for any language; garbage is given to all that there are."""
BARE_SECONDS = 30.0
"""How long the bare parse may take."""

CASES: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "10 MB of garbage": ("*", 10_000_000, _garbage),
    "1 M words in no order": ("*", 1_000_000, _words),
    "1 M open brackets": ("*", 1_000_000, lambda n: b"[" * n),
    "1 M open braces": ("*", 1_000_000, lambda n: b"{" * n),
    "10 MB of NUL": ("*", 10_000_000, lambda n: b"\0" * n),
    "10 MB of lone surrogates": ("*", 10_000_000, lambda n: b"x = '\xed\xa0\x80'\n" * (n // 10)),
    "10 MB of byte order marks": ("*", 10_000_000, lambda n: b"\xef\xbb\xbfx = 1\n" * (n // 9)),
    "10 MB of CRLF": ("*", 10_000_000, lambda n: b"x = 1\r\n" * (n // 7)),
    "2 M lone carriage returns": ("*", 2_000_000, lambda n: b"x = 1\r" * (n // 6)),
    "500 K balanced parentheses": ("python", 500_000, lambda n: b"x = " + b"(" * n + b"1" + b")" * n),
    "300 K statements in a body": ("python", 300_000, lambda n: b"def f(x):\n" + b"    x = x + 1\n" * n),
    "300 K statements in Go": ("go", 300_000, lambda n: b"package p\nfunc f() {\nx := 0\n" + b"x = x + 1\n" * n + b"}"),
    "10 MB of minified JavaScript": ("javascript", 10_000_000, lambda n: MINIFIED * (n // len(MINIFIED))),
    "100 K definitions of a name": ("python", 100_000, lambda n: b"x = 1\n" * n + b"print(x)\n"),
    "100 K functions of a name": ("python", 100_000, lambda n: b"def f(): return f\n" * n),
    "50 K arms of a switch in C": (
        "c", 50_000, lambda n: b"int f(int a){int x;switch(a){" + _arms(n, b"case %d: x=%d;break;") + b"}return x;}"
    ),
    "50 K arms of a switch in Go": (
        "go", 50_000, lambda n: b"package p\nfunc f(a int) {\nswitch a {\n" + _arms(n, b"case %d: x=%d\n") + b"}}"
    ),
    "50 K arms of a match": ("python", 50_000, lambda n: b"match a:\n" + _arms(n, b"  case %d:\n    x=%d\n") + b"x"),
    "20 K else ifs": ("c", 20_000, lambda n: b"int f(int a){int x;" + b"if(a){x=1;}else " * n + b"{x=2;}return x;}"),
    "20 K operands of and": ("python", 20_000, lambda n: b"x = 1" + b" and (y := 1)" * n + b"\nprint(y)"),
    "10 K conditional definitions, 10 K uses": (
        "python", 10_000, lambda n: b"if c: x = 1\n" * n + b"print(x)\n" * n
    ),
    "10 K loops in one another": ("javascript", 10_000, lambda n: b"for(;;){x=x+1;" * n + b"}" * n),
    "10 K tries in one another": ("javascript", 10_000, lambda n: b"try{x=g();" * n + b"}finally{y=x}" * n),
    "20 K tries in a row": ("javascript", 20_000, lambda n: b"try{x=g();}catch(e){y=x};" * n),
    "30 K closures over a name": ("python", 30_000, lambda n: b"x = 1\n" + b"f = lambda: x\n" * n + b"x = 2\n"),
    "10 K functions that write a global": ("python", 10_000, lambda n: b"def f():\n  global x\n  x = 1\n  x\n" * n),
}  # fmt: skip


def make_case(name: str, scale: float) -> tuple[str, bytes]:
    """The language (* for any) and the source of a case."""
    language, size, make = CASES[name]
    return language, make(max(1, int(size * scale)))


def run_case(path: str, language: str, *, bare: bool = False, max_seconds: float = 30.0) -> dict[str, object]:
    """Analyze a file in this process; `bare`: only parse it."""
    source = Path(path).read_bytes()
    _ = cs.analyze("", language).bridge
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    told: dict[str, object] = {"bytes": len(source)}
    if bare:
        tree = cs.get_language(language).grammar.new_parser().parse(source)
        told["nodes"] = tree.root_node.descendant_count
    else:
        code = cs.analyze(source, language, max_seconds=max_seconds)
        for stage in STAGES:
            getattr(code, stage)
        told |= {"nodes": len(code.tree), "items": len(code.items), "pairs": len(code.flow)}
        told["errors"] = Counter(error.kind for error in code.errors)
        told["valid"] = _is_valid(code)
    told["seconds"] = round(time.process_time() - start, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told["megabytes"] = round((peak - before) / 1024 / (1024 if sys.platform == "darwin" else 1), 1)
    return told


def _is_valid(code: cs.Analysis) -> bool:
    """Whether the tables fit each other and the source, whatever was left out."""
    count, items, sites = len(code.items), code.items, len(code.bindings)
    return bool(
        (items.end <= len(code.source)).all()
        and (items.parent < np.arange(count)).all()
        and (code.tokens.item < count).all()
        and (code.tokens.start[1:] >= code.tokens.end[:-1]).all()
        and (code.flow.define < sites).all()
        and (code.flow.use < sites).all()
        and code.graph.n == len(code.reach) == len(code.bridge) == count
        and np.isfinite(code.bridge).all()
    )


def run_apart(name: str, language: str, scale: float, *, timeout: float, **options: object) -> dict[str, Any]:
    """A case in a process of its own; what killed it, if something did, is under `died`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source"
        path.write_bytes(make_case(name, scale)[1])
        call = f"run_case({str(path)!r}, {language!r}, **{options!r})"
        code = f"import json; from benchmarks.hostile import run_case; print(json.dumps({call}))"
        try:
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, timeout=timeout, check=False
            )
        except subprocess.TimeoutExpired:
            return {"died": f"not done after {timeout:g} s"}
    if done.returncode:
        return {"died": f"exit {done.returncode}: {done.stderr[-300:]}"}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _write_line(name: str, language: str, scale: float, seconds: float) -> str:
    told = run_apart(name, language, scale, timeout=900, max_seconds=seconds)
    if "died" in told:
        return f"| {name} | {language} | | | DIED: {told['died']!r} | | | | |"
    bare = run_apart(name, language, scale, timeout=BARE_SECONDS, bare=True)
    ratios = ["-", "-"]
    if "died" not in bare:
        ratios = [_write_ratio(told[key], bare[key], least) for key, least in (("seconds", 0.05), ("megabytes", 5.0))]
    errors = ", ".join(f"{kind} {count:,}" for kind, count in sorted(told["errors"].items()))
    cells = f"{told['bytes']:,}", f"{told['nodes']:,}", told["seconds"], ratios[0], told["megabytes"], ratios[1]
    verdict = errors if told["valid"] else f"INVALID TABLES {errors}"
    return " | ".join(["", name, language, *map(str, cells), verdict, ""]).strip()


def _write_ratio(ours: float, theirs: float, least: float) -> str:
    """One over the other, where what is divided by is enough to be measured."""
    return f"{ours / theirs:.1f}" if theirs >= least else "-"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--cases", default="", help="a part of the names of the cases to run")
    parser.add_argument("--langs", default="", help="the languages of the cases that are for any")
    parser.add_argument("--seconds", type=float, default=30.0, help="max_seconds; more where the machine is busy")
    asked = parser.parse_args()
    print(
        f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; "
        f"scale {asked.scale:g}; max_seconds={asked.seconds:g}.\n"
    )
    print("| case | language | bytes | nodes | seconds | times the bare parse | MB | times the bare parse | errors |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---|")
    for name in (name for name in CASES if asked.cases in name):
        some = asked.langs or (" ".join(cs.list_languages()) if CASES[name][2] is _garbage else FEW)
        for language in some.split() if CASES[name][0] == "*" else [CASES[name][0]]:
            print(_write_line(name, language, asked.scale, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
