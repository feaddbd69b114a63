"""Scaffold: the first draft of a language file, guessed from a grammar's words and, better, from real files."""

from codestruct.scaffold.draft import draft_language
from codestruct.scaffold.shapes import Shapes, observe_shapes

__all__ = ["Shapes", "draft_language", "observe_shapes"]
