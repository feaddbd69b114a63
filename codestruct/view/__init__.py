"""What a person looks at: one source as a self-contained page."""

from codestruct.view.page import render_html

__all__ = ["render_html"]
