"""python -m codestruct.cli."""

from codestruct.cli import main

main()
