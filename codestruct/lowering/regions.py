"""Regions: where a name is known that a pattern in a condition introduces."""

from codestruct.lowering.rows import Rows, take

__all__ = ["find_region_end"]


def find_region_end(rows: Rows, row: int) -> int:
    """The byte at which a pattern's name is no longer known; 0 where it is to the end of the block around.

    The name is known where the pattern is known to match (the Java Language Specification, 6.3.1): beyond an `and` and
    in the arm of its truth, and the other way round behind a `not`. Ours: an `if` without `else` that is not entered
    when it matches is taken to leave.
    """
    tables, matches = rows.tables, True
    while (above := rows.parent[row]) >= 0:
        form = tables.forms.get(rows.kind[above])
        if form is not None and form.name == "case":
            return 0
        if tables.is_body[rows.kind[above]]:
            break
        if form is not None and form.name == "not" and rows.spells(above, form, "not"):
            matches = not matches
        elif form is not None and form.name == "logic":
            if not rows.spells(above, form, "and" if matches else "or"):
                return rows.end[row]
        elif form is not None and form.name in ("branch", "loop"):
            found, _ = rows.parts(above, form.parts)
            if row not in found.get("test", []):
                return rows.end[above]
            otherwise = take(found, "else")
            if form.name == "loop":
                return rows.end[above] if matches else 0
            if not matches:
                return 0 if otherwise < 0 else rows.end[above]
            return rows.end[above] if otherwise < 0 else rows.start[otherwise]
        elif form is not None and form.name != "group":
            return rows.end[above]
        row = above
    return rows.end[row]
