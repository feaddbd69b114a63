"""The consistency checks on real files: python -m benchmarks.consistency LANGUAGE [PATH ...] [options]

A path is a file, a folder, or a list of paths, one a line (`@list.txt`); without one, Python takes its own standard
library. Prints every fault, then how much was looked at; exit status 1 if there is any.
"""

import argparse
import sys
import time

import codestruct as cs
from benchmarks.closure import draw_sources
from codestruct.testing.consistency import find_flow_faults, list_idle_items


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deletions", type=int, default=3, help="sets of items that are taken out of each file")
    arguments, language, sources = draw_sources(parser)
    rows = idle = broken = faulty = 0
    begun = time.monotonic()
    for path in sources:
        code = cs.analyze(path.read_bytes(), language)
        faults = find_flow_faults(code, deletions=arguments.deletions)
        rows, idle, broken = rows + len(code.flow), idle + len(list_idle_items(code)), broken + bool(code.errors)
        faulty += bool(faults)
        for fault in faults:
            print(f"{path}: {fault}")
    print(
        f"{language.name}: {len(sources)} files ({broken} with syntax errors: no renaming, no deletion), {rows} rows "
        f"of flow, {idle} items taken out; {faulty} files with faults; {time.monotonic() - begun:.0f} s"
    )
    return bool(faulty)


if __name__ == "__main__":
    sys.exit(main())
