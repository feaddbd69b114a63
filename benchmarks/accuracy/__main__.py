"""Install the oracles, fetch the corpora, have them answered, score codestruct and the other tools, write the table.

    python -m benchmarks.accuracy --langs "python javascript go java c" [--folder build/accuracy] [--no-peers]

Everything installed and fetched lands in one folder. What has been done is not done again; a language that cannot be
scored on this machine is named with the reason, and the others go on.
"""

import argparse
import sys
import time
from pathlib import Path

import codestruct as cs

from .asking import ask
from .corpora import fetch_corpus
from .languages import FIELDS
from .results import format_results, format_share, keep_results
from .score import score_language
from .scoring import OURS
from .toolchain import HERE, Toolchain, ToolError

RESULTS = HERE / "RESULTS.md"


def report(text: str, began: float) -> None:
    print(f"{text} ({time.monotonic() - began:.0f} s)", flush=True)


def run_language(language: str, folder: Path, tools: Toolchain, peers: bool, workers: int) -> None:
    """Everything for one language; its results are kept in the folder."""
    if language not in cs.list_languages():
        raise ToolError("codestruct does not know this language yet")
    scheme = FIELDS[language]
    began = time.monotonic()
    corpora, answers = folder / "corpora", folder / "answers"
    files = fetch_corpus(scheme.corpus, corpora, tools)
    report(f"{language}: {len(files)} files", began)
    others = scheme.peers if peers else ()
    names = [scheme.bind, scheme.flow, *(name for _, bind, flow in others for name in (bind, flow))]
    for name in dict.fromkeys(filter(None, names)):
        began = time.monotonic()
        if ask(name, files, answers, tools, workers):
            report(f"  {name} answered", began)
    began = time.monotonic()
    scores = {OURS: score_language(answers, language, with_differences=True, workers=workers)}
    for tool, *_ in others:
        scores[tool] = score_language(answers, language, tool, workers=workers)
        if scores[tool].files < scores[OURS].files:  # a sample: codestruct on the same files, too
            scores[f"{OURS}, files of {tool}"] = score_language(answers, language, like=tool, workers=workers)
    for tool, score in scores.items():
        bind, flow = (format_share(score.share(measure, "target")) for measure in ("bind", "flow"))
        print(f"  {tool}: bind {bind or '-'}, flow {flow or '-'}, {len(score.failures)} files failed")
    report("  scored", began)
    keep_results(folder / "results", language, scores, corpora)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--langs", default=" ".join(FIELDS), help="which languages, in one argument")
    parser.add_argument("--folder", type=Path, default=Path("build/accuracy"), help="where everything lands")
    parser.add_argument("--no-peers", action="store_true", help="codestruct only")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the table's file")
    options = parser.parse_args(argv)
    languages = options.langs.replace(",", " ").split()
    unknown = [language for language in languages if language not in FIELDS]
    if unknown or not languages:
        parser.error(f"no oracle for {', '.join(unknown) or 'nothing'}; there are oracles for {', '.join(FIELDS)}")
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    tools, lost = Toolchain(folder), {}
    for language in languages:
        try:
            run_language(language, folder, tools, not options.no_peers, options.workers)
        except ToolError as e:
            lost[language] = str(e)
            print(f"{language}: not scored: {e}", file=sys.stderr)
    text = format_results(folder / "results")
    options.results.write_text(text)
    print(f"\n{text}\n{options.results} written", flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
