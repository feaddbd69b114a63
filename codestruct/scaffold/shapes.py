"""What a grammar has, and which fields and children its node kinds have in real files."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from codestruct.errors import CodestructError
from codestruct.language import Grammar, Language
from codestruct.syntax import parse

__all__ = ["Shapes", "observe_shapes"]


class Shapes:
    """The named kinds of a grammar in order, and what stood below each in the sources seen, most frequent first.

    `root` is the kind of a whole source. `seen` has the kinds that occurred; without sources it is empty, and every
    field of the grammar is taken for one that any kind may have.
    """

    def __init__(self, grammar: Grammar, root: str) -> None:
        self.grammar = grammar
        self.root = root
        self.kinds = [name for name in grammar.ids if not name.startswith('"')]
        self.seen: Counter[str] = Counter()
        self.fields: dict[str, Counter[str]] = defaultdict(Counter)
        self.children: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, kinds: Sequence[int], fields: Sequence[int], parents: Sequence[int]) -> None:
        """Count one tree."""
        names = (*self.grammar.kinds, "ERROR")
        for kind, field, parent in zip(kinds, fields, parents, strict=True):
            self.seen[names[kind]] += 1
            if parent >= 0:
                above = names[kinds[parent]]
                if field:
                    self.fields[above][self.grammar.fields[field]] += 1
                if kind < len(self.grammar.named) and self.grammar.named[kind]:
                    self.children[above][names[kind]] += 1

    def match(self, pattern: str) -> list[str]:
        """The named kinds whose whole name fits a pattern; where sources were seen, only those that occurred."""
        found = [kind for kind in self.kinds if re.fullmatch(pattern, kind) and not kind.startswith("_")]
        return [kind for kind in found if kind in self.seen] if self.seen else found

    def find_lists(self, pattern: str) -> list[str]:
        """The kinds below which at least two kinds of child stood whose names fit a pattern, the root left out."""
        return [
            kind
            for kind in self.kinds
            if kind != self.root and sum(bool(re.fullmatch(pattern, child)) for child in self.children[kind]) > 1
        ]

    def place(self, kind: str, *wanted: str) -> str | None:
        """The first of some fields, or of some patterns of child kinds, that a kind has."""
        fields = set(self.fields[kind]) if self.seen else set(self.grammar.fields)
        for word in wanted:
            if word in fields:
                return word
            found = [child for child in self.children[kind] if re.fullmatch(word, child)]
            if found:
                return found[0]
        return None


def observe_shapes(spec: str, samples: Iterable[bytes] = ()) -> Shapes:
    """The shapes of the grammar `spec` ("module:function"), and of some real sources in it.

    Raises GrammarMissing where it is not installed, CodestructError where `spec` names no function of a module.

    >>> shapes = observe_shapes("tree_sitter_python:language", [b"if x: pass"])
    >>> shapes.root, shapes.place("if_statement", "condition")
    ('module', 'condition')
    """
    if not re.fullmatch(r"[\w.]+:\w+", spec):
        raise CodestructError(
            f"grammar {spec!r}", "it is no module:function", "say for example tree_sitter_zig:language"
        )
    language = Language({"name": "draft", "grammar": spec}, "draft.toml")
    empty = parse(b"", language)
    shapes = Shapes(language.grammar, (*language.grammar.kinds, "ERROR")[empty.lists[0][0]])
    for sample in samples:
        tree = parse(sample, language)
        shapes.add(tree.lists[0], tree.lists[1], tree.lists[4])
    return shapes
