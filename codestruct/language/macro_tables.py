"""The tables of macros whose texts are put where their names stand: where they are defined, and what a text can do."""

import numpy as np

from codestruct.language.lookup import Lookup

__all__ = ["MacroTables"]


class MacroTables(Lookup):
    """What the section `macros` says."""

    def compile_macros(self) -> None:
        """The places of macros' texts, those at which a use of a macro counts, and the words of a text that count."""
        macros = self.data.get("macros", {})
        self.macro_texts = [pair for place in macros.get("texts", []) for pair in self.places("macros.texts", place)]
        self.macro_name = self.field("macros.name", macros["name"]) if self.macro_texts else 0
        self.is_macro_use = np.zeros((self.size, len(self.grammar.fields)), dtype=bool)
        for place in macros.get("uses", []):
            for pair in self.places("macros.uses", place):
                self.is_macro_use[pair] = True
        self.macro_words = {
            word.encode(): meaning
            for meaning in ("switch", "case", "goto", "break", "continue", "return", "perhaps", "loop")
            for word in macros.get(meaning, [])
        }
