"""How the documentation is built: `make docs`. Nothing that it makes loads anything from the network."""

import re
from pathlib import Path
from typing import Any

import latex2mathml.converter
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

import codeblock.errors
import codestruct

project = "codestruct and codeblock"
author = "the codestruct authors"
copyright = author
version = release = codestruct.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
nb_execution_mode = "off"  # the notebook is committed with its outputs; tests/codeblock/test_notebook.py runs it
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["build"]

# Docstrings are written for `help()`: single backticks are names, which become links where they are known.
default_role = "py:obj"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"exclude-members": "enumerations"}
toc_object_entries_show_parents = "hide"
autodoc_type_aliases = {"npt.ArrayLike": "ArrayLike"}
python_maximum_signature_line_length = 88

html_theme = "furo"
html_title = "codestruct"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_math_renderer = "mathml"


_ERRORS = {
    name: f":py:exc:`~{where}.{name}`"
    for module, where in ((codestruct.errors, "codestruct.errors"), (codeblock.errors, "codeblock"))
    for name in module.__all__
    if name != "SandboxError"  # stays inside of codeblock.correctness
}
_NAMED_ERROR = re.compile(rf"(?<![`\w.~])(?P<mark>`?)(?P<name>{'|'.join(_ERRORS)})(?P=mark)(?![`\w(]|\.\w)")


_QUOTED = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*(\(\))?")


def _last_line(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if line), "")


def _read_docstring(app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    """What stands in backticks is a name, which becomes a link where it is known, or literal; errors become links."""
    if what == "module":  # its indented parts are tables and pictures
        begins = [n for n, line in enumerate(lines) if n and line.startswith("    ") and not lines[n - 1]]
        for number in reversed([n for n in begins if not _last_line(lines[:n]).startswith("    ")]):
            lines[number:number] = ["::", ""]
    for number, line in enumerate(lines):
        if ">>>" not in line and "..." not in line and "    " not in line:
            line = _QUOTED.sub(lambda match: match[0] if _IDENTIFIER.fullmatch(match[1]) else f"`{match[0]}`", line)
            lines[number] = _NAMED_ERROR.sub(lambda match: _ERRORS[match["name"]], line)


def _read_signature(
    app: Sphinx, what: str, name: str, value: Any, options: Any, signature: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """Defaults that are no Python (`<factory>`) would break a signature."""
    return signature and re.sub(r"<[^<>]+>", "...", signature), returned


def _write_math(self: Any, node: nodes.Element, display: str) -> None:
    """MathML, which browsers draw themselves, in place of a script from elsewhere."""
    drawn = latex2mathml.converter.convert(node.astext(), display=display)
    self.body.append(f'<div class="formula">{drawn}</div>' if display == "block" else drawn)
    raise nodes.SkipNode


# What a browser fetches by itself; where a reader may go by clicking is another matter.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|link(?![^>]*rel=\"(?:canonical|license)\"))\b[^>]*"
    r"(?:src|href)=[\"'](?:https?:)?//[^\"']+|(?:@import|url\()\s*[\"']?(?:https?:)?//[^\"')]+|\bfetch\([\"']https?://[^\"']+"
)


def _check_offline(app: Sphinx, failure: Exception | None) -> None:
    """Fail where a page would load something from the network."""
    if failure is not None:
        return
    pages = [page for page in Path(app.outdir).rglob("*") if page.suffix in {".html", ".css", ".js"}]
    found = [f"{page.name}: {match[0]}" for page in pages for match in _FETCHED.finditer(page.read_text("utf-8"))]
    if found:
        raise SphinxError("pages load from the network: " + "; ".join(found))


def setup(app: Sphinx) -> None:
    """Register the renderer of formulas, links to errors, and the check of what was made."""
    app.connect("build-finished", _check_offline)
    app.connect("autodoc-process-docstring", _read_docstring)
    app.connect("autodoc-process-signature", _read_signature)
    app.add_html_math_renderer(
        "mathml",
        (lambda self, node: _write_math(self, node, "inline"), None),
        (lambda self, node: _write_math(self, node, "block"), None),
    )
