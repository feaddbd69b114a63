"""What a person looks at: one source as a self-contained page, or in a terminal."""

from codestruct.view.page import render_html
from codestruct.view.terminal import render_text

__all__ = ["render_html", "render_text"]
