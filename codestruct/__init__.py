"""Source code in many languages as items, bindings, def-use graphs and centralities."""

__version__ = "0.1.0.dev0"

__all__ = ["__version__"]
