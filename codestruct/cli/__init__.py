"""The command line: codestruct analyze | items | tokens | tree | names | graph | show | ... | language new, check."""

import sys

import typer

import codestruct as cs
from codestruct.cli import languages, sources
from codestruct.errors import CodestructError

__all__ = ["main"]

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=cs.__doc__)
app.add_typer(sources.app)
app.add_typer(languages.app)
app.add_typer(languages.one, name="language")


def main() -> None:
    """Run the command line; an error is one line with the remedy, and exit status 1."""
    try:
        app()
    except CodestructError as error:
        print(f"codestruct: {error}", file=sys.stderr)
        sys.exit(1)
