"""CodeBlock: selective supervision of code, item by item (arXiv 2606.18286); a thin layer on `codestruct`."""

__all__: list[str] = []
