"""The command line: codestruct analyze | items | tokens | names | graph | show | render | ... | language new, check."""

import io
import os
import sys
from typing import Annotated, NoReturn

import typer

import codestruct as cs
from codestruct import acceleration
from codestruct.cli import languages, overview, pictures, tables, timing
from codestruct.errors import CodestructError

__all__ = ["describe_version", "main"]

_HELP = """Source code in many languages as items, bindings, def-use graphs and centralities.

Start with: codestruct analyze FOLDER, or codestruct show FILE."""
_EXITS = (
    "Exit status: 0, done (broken source code is ordinary input); 1, something could not be read or analyzed, or does "
    "not hold, which is told on standard error; 2, the command line itself is wrong; 130, interrupted."
)

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=_HELP, epilog=_EXITS)
for part in (overview.app, tables.app, pictures.app, languages.app, timing.app):
    app.add_typer(part)
app.add_typer(languages.one, name="language")


def describe_version() -> str:
    """What `--version` prints, a line each fact."""
    return f"codestruct {cs.__version__}\n{acceleration.describe()}"


def _print_version(wanted: bool) -> None:
    if wanted:
        print(describe_version())
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; what goes wrong is one line with the remedy, and an exit status (see `--help`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file's name may hold what no encoding has
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except CodestructError as error:
        _fail(str(error), 1)
    except typer.Abort:
        _fail("interrupted", 130)
    except typer.TyperException as error:
        _refuse(error)
    except BrokenPipeError:  # as `| head` does; nobody is left to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


def _refuse(error: typer.TyperException) -> NoReturn:
    """End with what is wrong with the command line; a command without its words shows its help."""
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":  # not public; its message is the help
        print(message, file=sys.stderr)
        sys.exit(error.exit_code)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "codestruct"
    told = " ".join(message.replace("Value error, ", "").split()).rstrip(".")
    _fail(f"{told}; see {command} --help", error.exit_code)


def _fail(message: str, status: int) -> NoReturn:
    print(f"codestruct: {message}", file=sys.stderr)
    sys.exit(status)
