"""The exceptions, as a tree. Each one names its subject, the reason and the remedy.

    CodestructError
    ├── LanguageError            a language cannot serve (also ValueError)
    │   ├── UnknownLanguage      no language of that name is registered
    │   ├── GrammarMissing       its grammar is not installed: names the pip line
    │   ├── GrammarMismatch      its grammar is installed, in a version that does not fit
    │   └── InvalidLanguage      its file is not valid: names file, key and the nearest right spelling
    ├── GraphError               arrays that are no graph (also ValueError)
    ├── RenderError              a set of items that cannot be rendered (also ValueError)
    ├── ClaimError               a claim in an example file that cannot be read (also ValueError)
    ├── RecordError              a record or a serialised result that cannot be read (also ValueError)
    └── DependencyMissing        an optional library is not installed (also ImportError)

PluginWarning (a UserWarning) names a registered language that does not load.

Broken source code is none of these: it is ordinary input, and yields a result with diagnostics.
"""

from collections.abc import Iterable
from typing import Self

__all__ = [
    "ClaimError",
    "CodestructError",
    "DependencyMissing",
    "GrammarMismatch",
    "GrammarMissing",
    "GraphError",
    "InvalidLanguage",
    "LanguageError",
    "PluginWarning",
    "RecordError",
    "RenderError",
    "UnknownLanguage",
]


class CodestructError(Exception):
    """The root of the tree: catch it to catch everything that this library raises on purpose.

    All of them are made from the same three texts, so that each survives a trip between processes unchanged.

    >>> str(CodestructError("file x.py", "it is a directory", "name a file"))
    'file x.py: it is a directory; name a file'
    """

    def __init__(self, subject: str, reason: str, remedy: str) -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}; {self.remedy}"


class LanguageError(CodestructError, ValueError):
    """A language cannot serve as asked."""


class UnknownLanguage(LanguageError):
    """No language of that name is registered."""

    @classmethod
    def among(cls, name: str, known: Iterable[str]) -> Self:
        """The error for `name` where only `known` are registered; suggests the nearest spelling.

        >>> str(UnknownLanguage.among("pyton", ["go", "python"]))
        "language 'pyton': no such language; did you mean 'python'? (known: go, python)"
        """
        names = sorted(known)
        listing = f"known: {', '.join(names)}" if names else "none is installed"
        return cls(f"language {name!r}", "no such language", _suggest(name, names, listing))


class GrammarMissing(LanguageError):
    """The grammar of a known language is not installed."""

    @classmethod
    def of(cls, language: str, requirement: str) -> Self:
        """The error for `language`, whose grammar is the distribution `requirement`; names the pip line to type.

        >>> str(GrammarMissing.of("zig", "tree-sitter-zig"))
        "language 'zig': its grammar is not installed; type: pip install 'tree-sitter-zig'"
        """
        return cls(f"language {language!r}", "its grammar is not installed", f"type: pip install '{requirement}'")


class GrammarMismatch(LanguageError):
    """The installed grammar does not fit the tree-sitter runtime or the language's file."""


class InvalidLanguage(LanguageError):
    """A language's file uses a word that its vocabulary or its grammar does not have."""

    @classmethod
    def at(cls, file: str, key: str, reason: str, *, given: str = "", allowed: Iterable[str] = ()) -> Self:
        """The error for `key` of `file`; where `given` is a misspelling of something `allowed`, says of what.

        >>> str(InvalidLanguage.at("go.toml", "bodies.kinds", "no node kind 'blok'", given="blok", allowed=["block"]))
        "go.toml, key 'bodies.kinds': no node kind 'blok'; did you mean 'block'?"
        """
        return cls(f"{file}, key {key!r}", reason, _suggest(given, sorted(allowed), ""))


class PluginWarning(UserWarning):
    """A registered language does not load, and is left out where all languages are asked."""


class GraphError(CodestructError, ValueError):
    """Arrays that do not describe a graph."""


class RenderError(CodestructError, ValueError):
    """A set of items that cannot be rendered: an index out of range, or an ancestor left out."""


class ClaimError(CodestructError, ValueError):
    """A claim in an annotated example file that cannot be read; see `codestruct.testing`."""


class RecordError(CodestructError, ValueError):
    """A record of a corpus, or a serialised result, that cannot be read."""


class DependencyMissing(CodestructError, ImportError):
    """An optional library is not installed."""

    @classmethod
    def of(cls, subject: str, library: str) -> Self:
        """The error for `subject`, which needs `library`; names the pip line to type.

        >>> str(DependencyMissing.of("Graph.to_scipy()", "scipy"))
        "Graph.to_scipy(): it needs scipy, which is not installed; type: pip install 'scipy'"
        """
        return cls(subject, f"it needs {library}, which is not installed", f"type: pip install '{library}'")


def _suggest(given: str, allowed: list[str], listing: str) -> str:
    """The remedy for a misspelt word: its nearest right spelling if there is one, then `listing`."""
    from difflib import get_close_matches  # a slow import, for the way of an error only

    nearest = get_close_matches(given, allowed, n=1)
    if nearest:
        return f"did you mean {nearest[0]!r}?" + (f" ({listing})" if listing else "")
    return listing or "see codestruct/languages/README.md for the vocabulary"
