"""`python -m codeblock.cli`."""

from codeblock.cli import main

main()
