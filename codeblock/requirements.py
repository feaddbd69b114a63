"""What codeblock needs beyond codestruct: importing this module says in one line what is not installed."""

from collections.abc import Sequence
from importlib.util import find_spec

__all__ = ["require_extra"]


def require_extra(names: Sequence[str] = ("datasets", "jinja2", "torch", "transformers")) -> None:
    """Raise ImportError with the line to type where one of these packages is not installed.

    >>> require_extra(["codestruct", "nowhere_to_be_found"])
    Traceback (most recent call last):
    ImportError: codeblock needs nowhere_to_be_found; type: pip install 'codestruct-ml[codeblock]'
    """
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise ImportError(f"codeblock needs {', '.join(missing)}; type: pip install 'codestruct-ml[codeblock]'")


require_extra()
