"""Which oracles and which other tools there are for a language, and which uses its targets speak of."""

from collections.abc import Callable
from dataclasses import dataclass

from .answers import Row


@dataclass(frozen=True, slots=True)
class Field:
    """One language of the table.

    `bind` and `flow` name answer files; `counts_*` say which uses the target speaks of, given the row and the place
    of the use in the tree ("" or the kind of an ancestor in `apart`); every use counts in the line "everything".
    """

    name: str
    corpus: str
    bind: str | None
    flow: str | None
    peers: tuple[tuple[str, str | None, str | None], ...] = ()  # name, answers for bind, answers for flow
    apart: frozenset[str] = frozenset()
    lists_all_tokens: bool = False
    counts_bind: Callable[[Row, str], bool] = lambda row, place: True
    counts_flow: Callable[[Row, str], bool] = lambda row, place: True
    scope: str = ""  # in words, what the two functions let through
    targets: tuple[float | None, ...] = (None, None, None, None)  # bind, flow, flow of several, bind of everything


def _unshared(row: Row, place: str) -> bool:
    return not row.get("shared") and not place


def _clean(row: Row, place: str) -> bool:
    return not place


FIELDS = {
    field.name: field
    for field in (
        Field(
            "python",
            "python",
            "python.bind",
            "python.bytecode",
            peers=(
                ("beniget", "python.beniget", "python.beniget"),
                ("LibCST", "python.libcst", None),
                ("jedi", "python.jedi", None),
            ),
            lists_all_tokens=True,
            targets=(99.8, 99.6, 97, None),
        ),
        Field(
            "javascript",
            "js",
            "js.bind",
            "js.flow",
            peers=(("eslint-scope", "js.escope", None),),
            counts_flow=_unshared,
            scope="flow without `shared`",
            targets=(99.8, 99.3, 97, None),
        ),
        Field(
            "typescript",
            "ts",
            "ts.bind",
            "ts.flow",
            counts_bind=lambda row, place: row["space"] == "value",
            counts_flow=_unshared,
            scope="values; flow without `shared`",
            targets=(99.3, 99, 95, None),
        ),
        Field(
            "go",
            "go",
            "go.bind",
            "go.flow",
            targets=(99.8, 99.3, 97, None),
        ),
        Field(
            "java",
            "java",
            "java.bind",
            None,
            targets=(99.5, None, None, None),
        ),
        Field(
            "c",
            "c",
            "c.bind",
            "c.flow",
            apart=frozenset({"ERROR"}),
            counts_bind=_clean,
            counts_flow=_unshared,
            scope="outside ERROR; flow of scalars without `shared`",
            targets=(99.5, 98.5, 93, 97.5),
        ),
        Field(
            "cpp",
            "cpp",
            "cpp.bind",
            None,
            targets=(98.5, None, None, None),
        ),
        Field(
            "rust",
            "rust",
            "rust.bind",
            None,
            apart=frozenset({"token_tree"}),
            counts_bind=_clean,
            scope="outside macro token trees",
            targets=(99.5, None, None, 97),
        ),
        Field(
            "ruby",
            "ruby",
            "ruby.bind",
            None,
            lists_all_tokens=True,
            targets=(99.5, None, None, None),
        ),
        Field(
            "lua",
            "lua",
            "lua.flow",
            "lua.flow",
            targets=(99.5, 98, None, None),
        ),
    )
}
