"""The tables of tokens and items: which class a leaf has, and which children of which nodes are items."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from codestruct.errors import InvalidLanguage
from codestruct.language.lookup import Bools, Lookup
from codestruct.language.vocabulary import Category, TokenClass

__all__ = ["ItemTables"]


class ItemTables(Lookup):
    """Flat arrays by kind [K], by kind and field [K, F], by kind and kind of child [K, K]."""

    def compile_tokens(self) -> None:
        """The class of each kind as a leaf; kinds read as one leaf; strings that may be docstrings."""
        words = self.data.get("tokens", {})
        classes = np.full(self.size, TokenClass.PUNCTUATION, dtype=np.uint8)
        for k, name in enumerate(self.grammar.kinds):
            if self.grammar.named[k]:
                classes[k] = TokenClass.IDENTIFIER if "identifier" in name else TokenClass.LITERAL
            elif name.lstrip("_")[:1].isalpha() or (name[:1] in "#@" and name[1:2].isalpha()):
                classes[k] = TokenClass.KEYWORD
            elif name[:1] in "\"'`":
                classes[k] = TokenClass.LITERAL
            elif name not in {"(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "\n"}:
                classes[k] = TokenClass.OPERATOR
        for section, cls in (
            ("keywords", TokenClass.KEYWORD),
            ("operators", TokenClass.OPERATOR),
            ("identifiers", TokenClass.IDENTIFIER),
            ("literals", TokenClass.LITERAL),
            ("punctuation", TokenClass.PUNCTUATION),
            ("comments", TokenClass.COMMENT),
        ):
            classes[self.kinds(f"tokens.{section}", words.get(section, []))] = cls
        self.token_class = classes
        self.is_comment = self.mask("tokens.comments", words.get("comments", []))
        self.counts: list[bool] = (self.named & ~self.is_comment).tolist()
        """Which kinds count where positions among the named children are told."""
        self.is_atom = self.mask("tokens.atoms", words.get("atoms", []))
        self.is_token = self.is_atom | self.is_comment
        self.token_kinds = self.members(self.is_token)
        opening = self.data.get("opening", {})
        self.opening = opening.get("text", "").encode(), re.compile(opening.get("unless", "").encode())
        self.closing = self.data.get("closing", "").encode()
        skipped = [re.escape(text).encode() for text in words.get("blanks", [])]
        self.blanks = re.compile(rb"(?:\s|%s)*" % b"|".join(skipped)) if skipped else None
        """What may stand in no leaf, where that is more than blank space."""
        self.is_string = self.mask("tokens.docstrings", words.get("docstrings", []))
        self.string_kinds = self.members(self.is_string)

    def compile_items(self) -> None:
        """Bodies and their members, units, wrappers, holes and separators."""
        items = self.data.get("items", {})
        kinds, fields = self.size, len(self.grammar.fields)
        self.is_body = np.zeros(kinds, dtype=bool)
        self.member_field = np.zeros((kinds, fields), dtype=bool)
        self.member_kind = np.zeros((kinds, kinds), dtype=bool)
        self.body_hole: dict[int, str] = {}
        self.body_separator: dict[int, str] = {}
        for name, entry in self.data.get("bodies", {}).items():
            self._compile_body(name, entry, items)
        self.holes = self.mask("items.holes", items.get("holes", []))
        self.separators = self.mask("items.separators", items.get("separators", []))
        self.separator_kinds = self.members(self.separators)
        self.separated = self.is_body | self.mask("items.separated", items.get("separated", []))
        self.separator_texts = frozenset(items.get("separators", []))
        self.clauses = self.mask("items.clauses", items.get("clauses", []))
        self.detached = self.mask("items.detached", items.get("detached", []))
        self.trailing = np.full(kinds, -1, dtype=np.int32)  # by kind: the kind of what announces it
        for name, announcer in items.get("trailing", {}).items():
            self.trailing[self.kinds("items.trailing", [name])] = self.kinds("items.trailing", [announcer])[0]
        self.has_detached = bool(self.detached.any() or (self.trailing >= 0).any())
        self._compile_units(items)
        self._compile_wrappers(items.get("wrappers", {}))
        self._join_members(self._compile_categories() | self.is_wrapper)
        self.kind_names = (*self.grammar.kinds, "ERROR")

    def _compile_units(self, items: Mapping[str, Any]) -> None:
        """Places that hold one item without a body around it."""
        self.unit_field = np.zeros((self.size, len(self.grammar.fields)), dtype=bool)
        self.else_field = np.zeros_like(self.unit_field)
        for section, flags in (("units", self.unit_field), ("else_units", self.else_field)):
            for place in items.get(section, []):
                for kind, field in self.places(f"items.{section}", place):
                    flags[kind, field] = True

    def _compile_wrappers(self, wrappers: Mapping[str, str]) -> None:
        """Kinds that stand for the item inside them, and the field it is in (0: any child)."""
        self.wrappers: dict[int, int] = {}
        for name, field in wrappers.items():
            key = f"items.wrappers.{name}"
            for kind in self.kinds(key, [name]):
                self.wrappers[kind] = 0 if field == "*" else self.field(key, field)
        self.is_wrapper = np.zeros(self.size, dtype=bool)
        self.is_wrapper[list(self.wrappers)] = True

    def _join_members(self, can_be_member: Bools) -> None:
        """What may be a member or a unit, by everything said before; an ERROR node is a body of what it holds."""
        self.is_body[self.error] = True
        self.is_statement_place = self.is_wrapper | self.is_body
        self.member_field[self.error, :] = True
        self.member_kind[self.error] = can_be_member & ~self.clauses
        always_hole = self.holes & ~self.is_wrapper  # a wrapper is a hole only where it wraps nothing (C's `;`)
        plain = self.named & ~self.is_comment & ~always_hole & ~self.clauses & ~self.detached & (self.trailing < 0)
        plain[self.error] = False
        self.member_kind &= plain
        self.can_be_unit = plain & ~self.is_body
        self.member_field &= self.is_body[:, np.newaxis]
        self.unit_field |= self.else_field
        self.has_units = bool(self.unit_field.any())
        self.has_members = self.is_body | self.unit_field.any(axis=1)

    def _compile_categories(self) -> Bools:
        """The category of each kind; returned: the kinds that have one, bool [K]."""
        words = self.data.get("categories", {})
        self.category = np.zeros(self.size, dtype=np.uint8)
        can_be_member = np.zeros(self.size, dtype=bool)
        categories = {k: v for k, v in words.items() if k != "wrapped"}
        for section, table in (
            ("categories.wrapped", words.get("wrapped", {})),
            ("categories", categories),
        ):
            for word, names in table.items():
                if word.upper() not in Category.__members__:
                    raise InvalidLanguage.at(self.file, f"{section}.{word}", f"no category {word!r}", given=word,
                                             allowed=[c.name.lower() for c in Category])  # fmt: skip
                found = self.kinds(f"{section}.{word}", names)
                self.category[found] = Category[word.upper()]
                if section == "categories":
                    can_be_member[found] = True
        return can_be_member

    def _compile_body(self, name: str, entry: Mapping[str, Any], items: Mapping[str, Any]) -> None:
        key = f"bodies.{name}"
        for kind in self.kinds(key, [name]):
            self.is_body[kind] = True
            self.body_hole[kind] = entry.get("hole", items.get("hole", ""))
            self.body_separator[kind] = entry.get("separator", items.get("separator", ""))
            only = "only" in entry
            self.member_field[kind, :] = not only
            self.member_kind[kind, :] = True
            named_kinds = [word for word in entry.get("only", ()) if word not in self.field_ids]
            if only and named_kinds:
                self.member_field[kind, :] = True
                self.member_kind[kind, :] = False
                self.member_kind[kind, self.kinds(f"{key}.only", named_kinds)] = True
            elif only:
                self.member_field[kind, [self.field(f"{key}.only", word) for word in entry["only"]]] = True
            for word in entry.get("except", ()):
                if word in self.field_ids:
                    self.member_field[kind, self.field_ids[word]] = False
                else:
                    self.member_kind[kind, self.kinds(f"{key}.except", [word])] = False
