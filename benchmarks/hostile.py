"""Sources made to break an analysis, at any scale: python -m benchmarks.hostile [--scale 1.0] [--cases "garbage ..."]

Each runs in a process of its own and prints one line: bytes, nodes, seconds, peak memory of the analysis and of the
bare parse in MB, and which limits were hit. At scale 1 they are as large as the names below say.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable

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


CASES: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "10 MB of garbage": ("*", 10_000_000, _garbage),
    "1 M words in no order": ("*", 1_000_000, _words),
    "1 M open brackets": ("*", 1_000_000, lambda n: b"[" * n),
    "1 M open braces": ("*", 1_000_000, lambda n: b"{" * n),
    "10 MB of NUL": ("*", 10_000_000, lambda n: b"\0" * n),
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


def run_case(
    name: str, language: str, scale: float, *, bare: bool = False, max_seconds: float = 30.0
) -> dict[str, object]:
    """Analyze a case in this process; `bare`: only parse it."""
    _, source = make_case(name, scale)
    _ = cs.analyze("", language).bridge
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    told: dict[str, object] = {"bytes": len(source)}
    if bare:
        tree = cs.get_language(language).parser().parse(source[: 1 << 25])
        told["nodes"] = tree.root_node.descendant_count
    else:
        code = cs.analyze(source, language, max_seconds=max_seconds)
        for stage in STAGES:
            getattr(code, stage)
        kinds = [error.kind for error in code.errors]
        told |= {"nodes": len(code.tree), "items": len(code.items), "pairs": len(code.flow)}
        told["limits"] = sorted({kind for kind in kinds if kind in ("SIZE", "TIME", "EDGES")})
        told["broken"] = "ERROR" in kinds or "MISSING" in kinds
    told["seconds"] = round(time.perf_counter() - start, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told["megabytes"] = round((peak - before) / 1024 / (1024 if sys.platform == "darwin" else 1), 1)
    return told


def run_apart(name: str, language: str, scale: float, *, timeout: float, **options: object) -> dict[str, object]:
    """The same in a process of its own; what killed it, if something did, is under `died`."""
    call = f"run_case({name!r}, {language!r}, {scale}, **{options!r})"
    code = f"import json; from benchmarks.hostile import run_case; print(json.dumps({call}))"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return {"died": f"not done after {timeout:g} s"}
    if done.returncode:
        return {"died": f"exit {done.returncode}: {done.stderr[-300:]}"}
    told: dict[str, object] = json.loads(done.stdout)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--cases", default="", help="a part of the names of the cases to run")
    parser.add_argument("--langs", default="python javascript java go c")
    asked = parser.parse_args()
    print("| case | language | bytes | nodes | seconds | MB | MB of the bare parse | limits |")
    print("|---|---|---:|---:|---:|---:|---:|---|")
    for name, (language, _, _) in CASES.items():
        for one in asked.langs.split() if language == "*" else [language] if asked.cases in name else []:
            if asked.cases not in name:
                continue
            told = run_apart(name, one, asked.scale, timeout=600)
            if "died" in told:
                print(f"| {name} | {one} | | | {told['died']!r} | | | |", flush=True)
                continue
            bare = run_apart(name, one, asked.scale, timeout=60, bare=True).get("megabytes", "-")
            cells = [name, one, f"{told['bytes']:,}", f"{told['nodes']:,}", told["seconds"], told["megabytes"], bare]
            print("|", " | ".join(map(str, cells)), "|", ", ".join(told["limits"]), "|", flush=True)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
