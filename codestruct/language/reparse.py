"""Which parts of a source are parsed again, and as what: the `reparse` section of a language file."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from codestruct.errors import InvalidLanguage
from codestruct.language.lookup import Lookup

__all__ = ["Reparse", "compile_reparse"]


class Reparse(NamedTuple):
    """Nodes of `kinds` under nodes of `parents`, by opening bracket the texts to put before and after theirs."""

    parents: frozenset[int]
    kinds: frozenset[int]
    templates: Mapping[bytes, tuple[tuple[bytes, bytes], ...]]
    error: int  # the kind id of ERROR


def compile_reparse(tables: Lookup, data: Mapping[str, Any]) -> tuple[Reparse, ...]:
    """The rules of `"parent > kind" = { brackets = ["template with % in brackets", ...] }`."""
    rules = []
    for place, entry in data.get("reparse", {}).items():
        key = f"reparse.{place}"
        parent, arrow, kind = place.partition(" > ")
        if not arrow or not isinstance(entry, dict):
            raise InvalidLanguage.at(tables.file, key, 'it reads "parent > kind" = { "(" = ["f(%);"] }')
        templates: dict[bytes, tuple[tuple[bytes, bytes], ...]] = {}
        for brackets, texts in entry.items():
            for text in texts:
                before, mark, after = text.encode().partition(b"%")
                if not mark or not before or not after:
                    raise InvalidLanguage.at(tables.file, f"{key}.{brackets}", f"{text!r} has no % in brackets")
                for bracket in brackets:
                    one = bracket.encode()
                    templates[one] = (*templates.get(one, ()), (before, after))
        parents, kinds = tables.kinds(key, [parent]), tables.kinds(key, [kind])
        rules.append(Reparse(frozenset(parents), frozenset(kinds), templates, tables.error))
    return tuple(rules)
