"""Tables: a language's words compiled to flat arrays indexed by the kind and field ids of its grammar."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from codestruct.language.access_tables import AccessTables
from codestruct.language.amendments import Amendments
from codestruct.language.flow_tables import FlowTables, Form, ScopeRule
from codestruct.language.grammar import Grammar
from codestruct.language.item_tables import ItemTables
from codestruct.language.lookup import Parts
from codestruct.language.macro_tables import MacroTables
from codestruct.language.name_tables import IGNORE, NameTables
from codestruct.language.reparse import Reparse, compile_reparse

__all__ = ["IGNORE", "Form", "Parts", "Reparse", "ScopeRule", "Tables"]


class Tables(ItemTables, NameTables, FlowTables, AccessTables, MacroTables):
    """Every table of one language over one grammar."""

    def __init__(self, file: str, data: Mapping[str, Any], grammar: Grammar) -> None:
        self.amendments = Amendments(file, data, grammar)
        super().__init__(file, data, grammar)
        self.compile_tokens()
        grammar.comments = frozenset(np.flatnonzero(self.is_comment).tolist())
        self.compile_items()
        self.compile_names()
        self.compile_flow()
        self.compile_access()
        self.compile_macros()
        self.reparse = compile_reparse(self, data)
