"""The command line: one command a stage, and `run` for all of them."""

import sys

import datasets
import transformers

import codestruct as cs

# Each of these adds its commands to `app`, which shows them in this order.
from codeblock.cli import stages, train, evaluate, passes, run  # isort: skip
from codeblock.cli.options import app
from codeblock.cli.terminal import stderr
from codeblock.errors import CodeblockError

__all__ = ["app", "evaluate", "main", "passes", "run", "stages", "train"]


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line with the remedy, and exit code 1."""
    datasets.disable_progress_bars()
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    try:
        app()
    except (CodeblockError, cs.errors.CodestructError) as error:
        stderr.print(f"error: {error}", highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)
