"""Closure and the whole conformance suite over real files: python -m benchmarks.conformance [LANGUAGE ...] [options]

Fetches at least 100 real files of each language from package registries (sources.toml) into FOLDER/LANGUAGE, once, and
puts each language to `codestruct language check`, its examples and those files together. What is fetched stays below
the folder and is no part of the project.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.accuracy.toolchain import Toolchain, ToolError
from benchmarks.conformance.sources import fetch_sources, read_sources
from codestruct.cli.languages import print_reports
from codestruct.language import get_language, list_languages
from codestruct.testing import check_language

EXAMPLES = Path(__file__).parents[2] / "tests" / "languages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", help="default: all that are registered")
    parser.add_argument("--folder", type=Path, default=Path("build/sources"))
    parser.add_argument("--limit", type=int, default=300, help="files a language")
    parser.add_argument("--fetch-only", action="store_true")
    arguments = parser.parse_args()
    tools, reports, failed = Toolchain(arguments.folder / ".tools"), [], False
    for name in arguments.languages or [name for name in list_languages() if name in read_sources()]:
        try:
            place = fetch_sources(get_language(name), arguments.folder.resolve(), tools)
        except ToolError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = True
            continue
        print(f"{name}: {sum(path.is_file() for path in place.rglob('*'))} files", file=sys.stderr)
        if not arguments.fetch_only:
            reports.append(check_language(name, EXAMPLES / name, sources=place, limit=arguments.limit))
    if reports:
        print_reports(reports)
    return failed or any(not report.passed for report in reports)


if __name__ == "__main__":
    sys.exit(main())
