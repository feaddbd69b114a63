"""Language: what is particular to one language, as data; its validation, and the registry."""

from codestruct.language.effects import Effect
from codestruct.language.grammar import Grammar
from codestruct.language.registry import Language, get_language, list_languages, load_languages
from codestruct.language.tables import IGNORE, Form, Parts, Reparse, ScopeRule, Tables
from codestruct.language.vocabulary import Category, Intro, Role, TokenClass

__all__ = [
    "IGNORE",
    "Category",
    "Effect",
    "Form",
    "Grammar",
    "Intro",
    "Language",
    "Parts",
    "Reparse",
    "Role",
    "ScopeRule",
    "Tables",
    "TokenClass",
    "get_language",
    "list_languages",
    "load_languages",
]
