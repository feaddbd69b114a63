"""The sources below are examples to analyze (codestruct.testing.carets says how to read them), not tests to import."""

collect_ignore_glob = ["*/*.py"]
