"""The command line: one command a stage, and `run` for all of them."""

import sys
from typing import NoReturn

import datasets
import transformers
import typer

import codestruct as cs

# Each of these adds its commands to `app`, which shows them in this order.
from codeblock.cli import stages, train, evaluate, passes, run  # isort: skip
from codeblock.cli.options import app
from codeblock.cli.terminal import stderr
from codeblock.errors import CodeblockError

__all__ = ["app", "evaluate", "main", "passes", "run", "stages", "train"]


def main() -> None:
    """Run the command line; what goes wrong is one line with the remedy, and an exit status.

    1: a stage says what is wrong with what it was given; 2: the command line itself is wrong; 130: interrupted.
    """
    datasets.disable_progress_bars()
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    try:
        status = app(standalone_mode=False)
    except (CodeblockError, cs.errors.CodestructError) as error:
        _fail(str(error), 1)
    except typer.Abort:
        _fail("interrupted", 130)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # not public; its message is the help
            print(error.format_message(), file=sys.stderr)
            sys.exit(error.exit_code)
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "codeblock"
        told = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
        _fail(f"{told}; see {command} --help", error.exit_code)
    sys.exit(status if isinstance(status, int) else 0)


def _fail(message: str, status: int) -> NoReturn:
    stderr.print(f"error: {message}", highlight=False, markup=False, soft_wrap=True)
    sys.exit(status)
