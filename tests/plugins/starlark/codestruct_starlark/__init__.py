"""The language file of Starlark, the dialect of Python in which Bazel is configured."""
