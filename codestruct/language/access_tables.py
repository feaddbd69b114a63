"""The tables beyond names: which node kinds are members, elements, functions and calls, and what methods do."""

from collections.abc import Mapping
from fnmatch import translate
from re import Pattern, compile
from typing import Any

from codestruct.language.flow_tables import Form
from codestruct.language.lookup import Lookup

__all__ = ["AccessTables"]


class AccessTables(Lookup):
    """The sections `access` and `methods`: forms by kind id, and words about methods."""

    def compile_access(self) -> None:
        """Forms of access, and which names of methods mean that the object stays, or changes."""
        self.access: dict[int, Form] = {}
        for name, entry in self.data.get("access", {}).items():
            form = Form(entry["form"], self.parts(f"access.{name}", entry), entry)
            self.access.update(dict.fromkeys(self.kinds(f"access.{name}", [name]), form))
            self.kinds(f"access.{name}.known", entry.get("known", []))
        self.methods: Mapping[str, Any] = self.data.get("methods", {})
        self.is_pure_method = _any_of(self.methods.get("pure", []))
        self.is_mutating_method = _any_of(self.methods.get("mutating", []))


def _any_of(names: list[str]) -> Pattern[str]:
    """What matches one of some names, in which a `*` stands for anything, and nothing where there are none."""
    return compile("|".join(translate(name) for name in names) or r"(?!)")
