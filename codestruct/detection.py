"""Which language is it? By name, by shebang, and for an unlabelled text by how well it parses."""

import re
from collections.abc import Sequence
from pathlib import PurePath

import numpy as np

from codestruct.errors import CodestructError
from codestruct.language import Language, TokenClass, load_languages
from codestruct.syntax import Tree, parse

__all__ = ["detect_language"]

_SHEBANG = re.compile(r"#!\s*(?:\S*/)?([\w.+-]+)(?:\s+(?:-S\s+)?([\w.+-]+))?")
_WORD = re.compile(r"\s*\{?\.?[\w+#.-]*\}?\s*")
_SAMPLE = 20_000
_COMMON = ("python", "javascript", "typescript", "tsx", "java", "c", "cpp", "go", "csharp", "rust", "php", "ruby")
"""Ties go to the more common language (ours)."""


def detect_language(path_or_text: str | PurePath) -> str | None:
    """The language of a file name, a name or alias (`"py"`, `"c++"`), or a text; None where nothing fits.

    A file name is judged by itself, an info string by its first word, a text by its shebang, else by parsing it in
    every language that is installed: the one with the least text in ERROR nodes, then with the most
    keywords, then the more common one wins (ours).

    >>> detect_language("a/b.go"), detect_language("py"), detect_language("#!/usr/bin/env python3\\n")
    ('go', 'python', 'python')
    """
    text = str(path_or_text)
    languages = load_languages()
    if isinstance(path_or_text, PurePath) or "\n" not in text.strip():
        named = _by_name(text.strip(), languages)
        if named is not None or isinstance(path_or_text, PurePath) or _WORD.fullmatch(text):
            return named  # a word alone is the name of something, not a program
    if not text.strip():
        return None
    shebang = _SHEBANG.match(text)
    if shebang:
        program = shebang[2] if shebang[1] == "env" and shebang[2] else shebang[1]
        for language in languages:
            if program in language.shebangs or program.rstrip("0123456789.") in language.shebangs:
                return language.name
    return _by_parse(text[:_SAMPLE], languages)


def _by_name(text: str, languages: Sequence[Language]) -> str | None:
    """The language of a file name, or of the first word of an info string."""
    path = PurePath(text)
    word = text.split(maxsplit=1)[0].strip("{}.").lower() if text.split() else ""
    for language in languages:
        if path.name in language.filenames or path.suffix.lower() in language.extensions:
            return language.name
    for language in languages:
        if word == language.name or word in language.aliases:
            return language.name
    return None


def _by_parse(text: str, languages: Sequence[Language]) -> str | None:
    """The language in which a text parses best."""
    best: tuple[float, ...] = (-0.5,)
    winner = None
    for language in sorted(languages, key=_place):
        try:
            tree = parse(text, language, max_seconds=1.0)
        except CodestructError:  # its grammar is not installed: it cannot be told, the others can
            continue
        if not _holds_code(tree):
            continue
        score = (-_broken_share(tree), _count_keywords(tree), _count_sigils(tree))
        if score > best:
            best, winner = score, language.name
    return winner


def _holds_code(tree: Tree) -> bool:
    """Whether there is a keyword, an operator or a name: to a language of templates, any text is a literal."""
    leaves = tree.language.tables.token_class[tree.kind[tree.is_leaf]]
    return bool(np.isin(leaves, (TokenClass.KEYWORD, TokenClass.OPERATOR, TokenClass.IDENTIFIER)).any())


def _place(language: Language) -> int:
    """Where a language stands among those that may be meant; what it extends comes before it."""
    return _COMMON.index(language.name) if language.name in _COMMON else len(_COMMON)


def _broken_share(tree: Tree) -> float:
    """The share of the bytes in ERROR nodes, each MISSING node counted as one."""
    broken = sum(max(one.end - one.start, 1) for one in tree.errors)
    return round(broken / max(len(tree.source), 1), 3)


def _count_keywords(tree: Tree) -> int:
    """The number of leaves that are keywords."""
    leaves = tree.language.tables.token_class[tree.kind[tree.is_leaf]]
    return int(np.count_nonzero(leaves == TokenClass.KEYWORD))


def _count_sigils(tree: Tree) -> int:
    """The number of leaves that are a `$` alone: the language that has it as a sign is meant rather than one that takes
    it for a letter of the name."""
    data, start = tree.source.data, tree.start[tree.is_leaf & (tree.end - tree.start == 1)]
    return sum(data[at] == ord("$") for at in start.tolist())
