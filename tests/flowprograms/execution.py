"""Programs really run, to see which definition each read sees: the check on the oracle itself.

Python runs the rendered text unchanged, in a namespace that asks the running bytecode for the place of every load and
store. JavaScript runs a rendering whose variables are properties with getters and setters. Conditions, the lengths of
what is iterated over and what is raised come from a random tape; programs are drawn `terminating`.
"""

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from tests.flowprograms.curly_dialects import JAVASCRIPT
from tests.flowprograms.dialects import PYTHON
from tests.flowprograms.program import Handler, Program, walk
from tests.flowprograms.rendering import render_program

Pairs = set[tuple[int, int]]

# ---------------------------------------------------------------------------------------------------- Python

# Only top-level names go through a namespace that can be watched, so: scripts, without `return`.
# (Not `loose`: a loop whose test is a plain truth value would never end.)
RUNNABLE_PYTHON = replace(PYTHON, parameter=None, return_=None, loose=False, inner=None)


def run_python(program: Program, tapes: Iterable[int]) -> Pairs:
    """The pairs (definition, read) seen while the program ran on these tapes."""
    rendered = render_program(program, RUNNABLE_PYTHON)
    code = compile(rendered.text, "<program>", "exec")
    starts = [0]
    for line in rendered.text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    sites = {offset: site for site, offset in rendered.offsets.items()}
    places: list[int | None] = []
    for line, _, column, _ in code.co_positions():
        places.append(None if line is None or column is None else sites.get(starts[line - 1] + column))
    caught = {
        program.names[part.variable.variable]: part.variable.site
        for part in walk(program.body)
        if isinstance(part, Handler) and part.variable is not None
    }
    seen: Pairs = set()
    for tape in tapes:
        with suppress(Raised, TypeError):  # let out by the program; a truth value (`not x`) cannot be unpacked
            exec(code, _world(random.Random(tape)), _Watched(program.names, places, caught, seen))
    return seen


class Raised(Exception):
    """What the opaque functions raise."""


class _Watched(dict[str, Any]):
    """A namespace that knows which site is loading or storing."""

    def __init__(self, names: Iterable[str], places: list[int | None], caught: dict[str, int], seen: Pairs) -> None:
        super().__init__()
        self.names, self.places, self.caught, self.seen = set(names), places, caught, seen
        self.last: dict[str, int | None] = {}

    def site(self) -> int | None:
        return self.places[sys._getframe(2).f_lasti // 2]

    def __getitem__(self, name: str) -> Any:
        if name in self.names:
            site, last = self.site(), self.last.get(name)
            assert site is not None, f"a read of {name} outside every site"
            if last is not None:
                self.seen.add((last, site))
            return self.get(name)
        return super().__getitem__(name)

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        if value is None:  # the end of a handler empties its name, and then deletes it
            self.last[name] = None
        else:  # `except E as name` stores with the place of the whole clause
            self.last[name] = self.site() or self.caught[name]

    def __delitem__(self, name: str) -> None:
        site, last = self.site(), self.last.get(name)
        if last is not None and site is not None:
            self.seen.add((last, site))
        self.pop(name, None)
        self.last[name] = None


def _world(draw: random.Random) -> dict[str, Any]:
    true, raising = draw.choice([0.25, 0.5, 0.75]), draw.choice([0, 0.02, 0.1])  # every tape has its own bias

    class Opaque(Sequence[Any]):
        """True or false, equal or not, as the tape says; a pair for whoever unpacks it."""

        def __bool__(self) -> bool:
            return draw.random() < true

        def __eq__(self, other: object) -> bool:
            return draw.random() < 0.4

        def __len__(self) -> int:
            return 2

        def __getitem__(self, index: Any) -> Any:
            if index in (0, 1):
                return Opaque()
            raise IndexError(index)

        def __add__(self, other: Any) -> Any:
            return Opaque()

        def __enter__(self) -> Any:
            return Opaque()

        def __exit__(self, *raised: object) -> None:
            pass

        __radd__ = __add__
        __hash__ = object.__hash__

    classes: list[type[Raised]] = [type(f"E{n}", (Raised, Opaque), {}) for n in range(4)]

    def maybe_raise() -> None:
        if draw.random() < raising:
            raise draw.choice(classes)

    def opaque(*arguments: Any) -> Any:
        maybe_raise()
        return Opaque()

    def iterable(*arguments: Any) -> list[Any]:
        maybe_raise()
        return [Opaque() for _ in range(draw.randrange(3))]

    def error(*arguments: Any) -> Exception:
        maybe_raise()
        return draw.choice(classes)()

    named = {kind.__name__: kind for kind in classes}
    return {"f": opaque, "c": opaque, "u": opaque, "it": iterable, "e": error, **named}


# ------------------------------------------------------------------------------------------------ JavaScript

_FALLING = JAVASCRIPT.switches[0]
_VARIABLE = "at[{site}].{name}"
RUNNABLE_JAVASCRIPT = replace(
    JAVASCRIPT,
    parameter=None,
    script=None,
    loose=False,
    declare="{name} = {value}",
    declare_for="{name} = {value}",
    declare_bare=None,
    foreach="for ({name} of {iterable}) {block}",
    foreach_fresh="for ({name} of {iterable}) {block}",
    catch_all_as=None,
    inner="{name} = marked({mark}, ({parameters}) => {block});",
    inner_handed="u(marked({mark}, ({parameters}) => {block}));",
    inner_hoisted=None,
    inner_parameter=None,
    inner_depth=1,  # the variables of a function are one set for all its calls here
    declare_entry=None,
    declare_unpacked="[{names}] = {value}",
    shadowing="none",
    switches=(
        replace(_FALLING, switch="switch (pick({subject})) {{\n{cases}\n}}"),
        replace(_FALLING, switch="switch (!pick({subject})) {{\n{cases}\n}}", labels_read=True),
    ),
    read=f"{_VARIABLE}",
    target=f"{_VARIABLE}",
)

_RUNNER = """
const programs = JSON.parse(require("fs").readFileSync(0, "utf8"));
function run({ text, names, sites, tapes }) {
  const seen = new Set();
  let state = 0, truth = 0.5, raising = 0, last = {}, values = {};
  const random = () => {  // a linear congruential tape
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const raise = () => { if (random() < raising) throw "raised"; };
  const value = () => ["", "ab", "ab", "", null][Math.floor(random() * 5)];
  let known = [];  // the inner functions made so far: any opaque call may run them
  let running = null, calls = 0;  // which of them is running, and how many ran
  const call = () => {
    while (known.length && !running && random() < 0.4) {
      running = known[Math.floor(random() * known.length)];
      calls++;
      try { running(); } finally { running = null; }
    }
    raise();
  };
  const marked = (mark, inner) => { known.push(Object.assign(inner, { mark })); return inner; };
  const see = (site, define) => {  // what a function leaves to its own next call is no pair
    const apart = define && running && running.mark === define.running && calls !== define.calls;
    if (define && !apart) seen.add(define.site + " " + site);
  };
  const f = () => { call(); return value(); };
  const c = () => { call(); return random() < truth; };
  const it = () => { raise(); return Array.from({ length: Math.floor(random() * 3) }, value); };
  const e = () => { raise(); return "raised"; };
  const pick = () => Math.floor(random() * 5);
  const at = Array.from({ length: sites + 1 }, (_, site) => {
    const place = {};
    for (const name of names) Object.defineProperty(place, name, {
      get() { see(site, last[name]); return values[name]; },
      set(value) {
        values[name] = String(value).length > 9 ? "ab" : value;
        last[name] = { site, calls, running: running && running.mark };
      },
    });
    return place;
  });
  const make = new Function("at", "f", "c", "u", "it", "e", "pick", "marked", text + "\\nreturn p;");
  const p = make(at, f, c, f, it, e, pick, marked);
  for (let tape = 0; tape < tapes; tape++) {
    state = Math.imul(tape + 1, 2654435761) >>> 0; last = {}; values = {}; known = [];
    for (let warm = 0; warm < 4; warm++) random();
    truth = 0.25 + 0.25 * pick() / 2; raising = [0, 0, 0.02, 0.02, 0.1][pick()];
    try { p(); } catch (error) { if (error !== "raised" && !(error instanceof TypeError)) throw error; }
  }
  return [...seen].map((pair) => pair.split(" ").map(Number));
}
console.log(JSON.stringify(programs.map(run)));
"""


def run_javascript(programs: Sequence[Program], tapes: int, node: str = "node") -> list[Pairs]:
    """The same for programs of RUNNABLE_JAVASCRIPT, all in one process; each runs on this many tapes."""
    jobs = []
    for program in programs:
        rendered = render_program(program, RUNNABLE_JAVASCRIPT)
        jobs.append(
            {"text": rendered.text, "names": program.names, "sites": max(rendered.offsets, default=0), "tapes": tapes}
        )
    done = subprocess.run([node, "-e", _RUNNER], input=json.dumps(jobs), stdout=subprocess.PIPE, text=True, check=True)
    return [{(define, read) for define, read in pairs} for pairs in json.loads(done.stdout)]
