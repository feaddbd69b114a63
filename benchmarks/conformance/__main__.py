"""Every language over its examples and real files: python -m benchmarks.conformance [LANGUAGE ...] [options]

Fetches real files of each language from package registries (sources.toml) into FOLDER/LANGUAGE, once, and puts each
language to what `codestruct language check --all --sources FOLDER` does, its examples and those files together; then
asks another parser of the language about the rendered programs (second_parsers.py). RESULTS.md gets a line for each
language that was ever measured in FOLDER. What is fetched stays below the folder and is no part of the project.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.accuracy.toolchain import Toolchain, ToolError
from benchmarks.conformance.results import HERE, Line, keep_line, write_results
from benchmarks.conformance.second import Verdict, judge_files
from benchmarks.conformance.sources import fetch_sources, read_sources
from codestruct.cli.languages import print_reports
from codestruct.language import get_language, list_languages
from codestruct.testing import check_language, list_sources

EXAMPLES = Path(__file__).parents[2] / "tests" / "languages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", help="default: all that are registered")
    parser.add_argument("--folder", type=Path, default=Path("build/sources"))
    parser.add_argument("--limit", type=int, default=300, help="files a language that parse clean")
    parser.add_argument("--judged", type=int, default=100, help="files a language for the second parser")
    parser.add_argument("--fetch-only", action="store_true")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    tools, reports, failed = Toolchain(folder / ".tools"), [], False
    everything = [name for name in list_languages() if name in read_sources()]
    for name in arguments.languages or everything:
        language = get_language(name)
        try:
            place = fetch_sources(language, folder, tools)
            print(f"{name}: {sum(path.is_file() for path in place.rglob('*'))} files", file=sys.stderr)
            if arguments.fetch_only:
                continue
            report = check_language(name, EXAMPLES / name, sources=place, limit=arguments.limit)
            chosen = list_sources(place, language, arguments.judged)
            verdict = judge_files(language, chosen, place, tools) if arguments.judged else Verdict()
        except ToolError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = True
            continue
        reports.append(report)
        keep_line(Line.of(report, verdict), folder / ".results")
        for complaint in verdict.complaints:
            print(f"{name}: {verdict.parser}: {complaint}", file=sys.stderr)
    if reports:
        print_reports(reports)
        write_results(folder / ".results", [get_language(name) for name in everything], arguments.output)
    return failed or any(not report.passed for report in reports)


if __name__ == "__main__":
    sys.exit(main())
