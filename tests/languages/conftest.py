"""The sources below are examples to analyze (see ../caret.py), not tests to import."""

collect_ignore_glob = ["*/*.py"]
