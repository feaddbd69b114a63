"""Which versions of which grammars serve: python benchmarks/grammars.py [LANGUAGE ...]

For each language, in a process of its own with nothing else on the path: the lowest and the newest release of its wheel
that its requirement allows, then the grammar that tree-sitter-language-pack 0.13.0 and tree-sitter-languages 1.10.2
carry, the wheel hidden. A grammar serves where the language's file is valid over it and every claim of the examples
holds. Releases are installed below --folder, without what they depend on.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from codestruct.language import Language, get_language, list_languages

EXAMPLES = Path(__file__).parents[1] / "tests" / "languages"
BUNDLES = ("tree-sitter-language-pack==0.13.0", "tree-sitter-languages==1.10.2")
NEEDED = {BUNDLES[0]: ("tree-sitter-yaml", "tree-sitter-embedded-template", "tree-sitter-c-sharp")}
"""What a bundle cannot be imported without."""
PROGRAM = """
import json, sys
name, corpus, *hidden = sys.argv[1:]
for module in hidden:
    sys.modules[module] = None
import codestruct as cs
try:
    report = cs.testing.check_language(name, corpus)
    faults = [str(one) for one in report.failures if one.rule != "entry"]
    print(json.dumps([report.grammar, report.claims, faults]))
except cs.errors.LanguageError as error:
    print(json.dumps(["", 0, [str(error)]]))
"""


def install(what: str, folder: Path) -> Path | None:
    """Put one release into a folder of its own; None where there is none for this interpreter."""
    place = folder / what.replace("==", "-").replace("<", "lt").replace(">=", "ge").replace(",", "-")
    if not place.is_dir():
        words = ["install", "--no-deps", "--only-binary", ":all:", "--target", place, what, *NEEDED.get(what, ())]
        if subprocess.run([sys.executable, "-m", "pip", "-q", *words], capture_output=True, check=False).returncode:
            return None
    return place


def ask(language: Language, place: Path, hidden: list[str]) -> tuple[str, int, list[str]]:
    path = os.pathsep.join([str(place), *sys.path])
    command = [sys.executable, "-c", PROGRAM, language.name, str(EXAMPLES / language.name), *hidden]
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return "", 0, [done.stderr.strip().splitlines()[-1]]
    origin, claims, faults = json.loads(done.stdout)
    return origin, claims, faults


def list_releases(language: Language) -> list[tuple[str, list[str]]]:
    """What to install, and the modules to hide, for each grammar to be tried."""
    module = language.data["grammar"].partition(":")[0]
    wanted = Requirement(language.requirement)
    lowest = [f"{wanted.name}=={one.version}" for one in wanted.specifier if one.operator in (">=", "==")]
    pack, languages = BUNDLES
    bundles = [(pack, [module]), (languages, [module, "tree_sitter_language_pack"])]
    return [*((one, []) for one in lowest), (str(wanted), []), *bundles]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--folder", type=Path, default=Path("build/grammars"))
    arguments = parser.parse_args()
    table = Table("language", "asked for", "grammar", "claims", "what is wrong", box=None, header_style="bold")
    failed = False
    for name in arguments.languages or list_languages():
        language = get_language(name)
        for what, hidden in list_releases(language):
            place = install(what, arguments.folder.resolve())
            origin, claims, faults = ask(language, place, hidden) if place else ("", 0, ["no release for this Python"])
            failed |= bool(faults) and not hidden
            told = f"{len(faults)}: {faults[0]}" if faults else ""
            table.add_row(name, what, origin, str(claims), told[:160])
            print(f"{name}: {what}: {told or 'serves'}", file=sys.stderr, flush=True)
    Console(width=200).print(table)
    return failed


if __name__ == "__main__":
    sys.exit(main())
