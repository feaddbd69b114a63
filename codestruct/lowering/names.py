"""Names: which texts are the same name."""

from collections.abc import Iterable, Sequence

from codestruct.lowering.rows import Rows

__all__ = ["number_names"]


def number_names(rows: Rows, at: list[int], visible: list[int]) -> tuple[tuple[str, ...], list[int]]:
    """The different names, in order of their first occurrence, and the number of the name at each of some rows.

    A name that is visible from nowhere (-1) is of the name space apart, and never one with the others.
    """
    data, start, end = rows.data, rows.start, rows.end
    texts = [data[start[row] : end[row]] for row in at]
    apart = min(visible, default=0) < 0
    spelled = _spell_private(rows, at, texts)
    keys: Sequence[object] = spelled
    if apart:
        keys = [(text, since < 0) for text, since in zip(spelled, visible, strict=True)]
    number: dict[object, int] = {}
    name = [number.setdefault(key, len(number)) for key in keys]
    words: Iterable[bytes] = dict.fromkeys(texts)
    if apart or spelled is not texts:
        first = dict(zip(reversed(name), reversed(texts), strict=True))
        words = [first[n] for n in range(len(number))]
    return tuple([word.decode("utf-8", "replace") for word in words]), name


def _spell_private(rows: Rows, at: list[int], texts: list[bytes]) -> list[bytes]:
    """The texts of names, those that are private to a class (Python's `__x`) with the name of the class before."""
    prefix = rows.tables.private_prefix
    if not prefix or prefix not in rows.data:
        return texts
    private = {text for text in set(texts) if text.startswith(prefix) and not text.endswith(prefix)}
    if not private:
        return texts
    spelled, known = list(texts), dict[int, bytes]()
    for index, text in enumerate(texts):
        if text in private:
            owner = _name_class(rows, at[index], known).lstrip(b"_")
            spelled[index] = b"_" + owner + text if owner else text
    return spelled


def _name_class(rows: Rows, row: int, known: dict[int, bytes]) -> bytes:
    """The name of the class in whose body a row stands, empty for none; `known` keeps what is found on the way."""
    passed, name = [row], b""
    while row not in known and (above := rows.parent[row]) >= 0:
        rule = rows.tables.scope_rules.get(rows.kind[above])
        if rule is not None and rule.kind == "class":
            found, _ = rows.parts(above, rule.parts)
            if row in found.get("body", []):
                name = b"".join(rows.data[rows.start[part] : rows.end[part]] for part in found.get("name", []))
                break
        row = above
        passed.append(row)
    name = known.get(row, name)
    known.update(dict.fromkeys(passed, name))
    return name
