"""Columns: what every table of arrays can do for people: Arrow, data frames, a short form to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from codestruct.errors import DependencyMissing

if TYPE_CHECKING:
    import pandas
    import rich.table

__all__ = ["SHOWN", "Columns", "Enumerations", "write_rows"]

Enumerations = Mapping[str, type[IntEnum]]
SHOWN = 20
"""Rows that a notebook or terminal shows."""


class Columns:
    """A frozen dataclass of arrays with one row each thing; its fields that print are its columns.

    Small integers that stand for words (kinds, categories, roles, names) become words in what is exported and shown.
    """

    __slots__ = ()
    enumerations: ClassVar[Enumerations] = {}
    """The columns whose numbers are members of an enumeration."""

    def _words(self) -> dict[str, Sequence[str]]:
        """The words that the numbers of a column stand for."""
        return {
            name: [member.name.lower() for member in sorted(enumeration)]
            for name, enumeration in self.enumerations.items()
        }

    def _arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        found = ((one.name, getattr(self, one.name)) for one in fields(self) if one.repr)  # type: ignore[arg-type]  # what derives is a dataclass
        return {name: value for name, value in found if isinstance(value, np.ndarray)}

    def to_arrow(self) -> Any:  # pyarrow.Table, which has no types: to a type checker, the whole class would be unknown
        """The columns as a `pyarrow.Table`, words as dictionaries. Raises DependencyMissing without pyarrow.

        >>> import codestruct as cs
        >>> cs.analyze("x = 1", "python").items.to_arrow().column("category").to_pylist()
        ['assignment']
        """
        try:
            import pyarrow as pa
        except ImportError:
            raise DependencyMissing("to_arrow", "pyarrow is not installed", "pip install pyarrow") from None
        words, columns = self._words(), {}
        for name, values in self._arrays().items():
            if name in words:
                known = words[name]  # several numbers may stand for one word, which a dictionary holds once
                columns[name] = pa.array([known[value] for value in values.tolist()], pa.string()).dictionary_encode()
            else:
                columns[name] = pa.array(values)
        return pa.table(columns)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """What polars, DuckDB and others read: `polars.DataFrame(code.items)`."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_frame(self) -> "pandas.DataFrame":
        """The columns as a `pandas.DataFrame`, words as categories. Raises DependencyMissing without pandas."""
        try:
            import pandas  # noqa: F401  pyarrow needs it, and would not say what to install
        except ImportError:
            raise DependencyMissing("to_frame", "pandas is not installed", "pip install pandas pyarrow") from None
        return self.to_arrow().to_pandas()

    def _rows(self) -> tuple[list[str], list[list[str]], int]:
        """The names of the columns, the first rows as texts, and how many there are."""
        arrays, words = self._arrays(), self._words()
        shown = [
            [words[name][value] if name in words else str(value) for value in values[:SHOWN].tolist()]
            for name, values in arrays.items()
        ]
        count = len(next(iter(arrays.values())))
        return ["", *arrays], [list(row) for row in zip(map(str, range(min(count, SHOWN))), *shown, strict=True)], count

    def __repr__(self) -> str:
        names, _, count = self._rows()
        return f"{type(self).__name__}({count} rows: {', '.join(names[1:])})"

    def _repr_html_(self) -> str:
        return write_rows(type(self).__name__, *self._rows())

    def __rich__(self) -> "rich.table.Table":
        from rich.markup import escape
        from rich.table import Table

        names, rows, count = self._rows()
        caption = f"{count - len(rows):,} more" if count > len(rows) else None
        table = Table(title=f"{type(self).__name__}, {count:,} rows", caption=caption)
        for name in names:
            table.add_column(name)
        for row in rows:
            table.add_row(*map(escape, row))
        return table


def write_rows(title: str, names: Sequence[str], rows: Sequence[Sequence[str]], count: int) -> str:
    """An HTML table of the first rows of so many, for notebooks."""
    import html  # a table of two thousand entities, which an import should not pay for

    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    more = f"<caption>{html.escape(title)}: {count:,} rows{', the first ones' if count > len(rows) else ''}</caption>"
    return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
