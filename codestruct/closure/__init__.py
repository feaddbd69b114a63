"""Items -> bytes: chosen items as a complete program again, with holes and separators where something was taken out."""

from codestruct.closure.rendering import Rendering, find_holes, render, render_items, spine

__all__ = ["Rendering", "find_holes", "render", "render_items", "spine"]
