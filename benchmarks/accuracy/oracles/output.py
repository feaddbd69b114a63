"""How the oracles written in Python put out their answers: a header a file, then a line a use (README.md, Answers)."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def list_files(arguments: list[str]) -> list[str]:
    """Files named on the command line, or one a line in a file that is named with @ before it."""
    files: list[str] = []
    for argument in arguments:
        files += Path(argument[1:]).read_text().split("\n") if argument.startswith("@") else [argument]
    return [file for file in files if file]


def write_answers(path: str, raw: bytes, rows: Iterable[Row], **head: Any) -> None:
    """Write one file's answers; a row whose place does not spell its name is dropped and counted."""
    dropped = head.pop("dropped", 0)
    good = []
    for row in rows:
        spelled = raw[row["use_start_byte"] : row["use_end_byte"]].decode("utf-8", "replace")
        if spelled == row["name"]:
            good.append(row)
        else:
            dropped += 1
    good.sort(key=lambda row: row["use_start_byte"])
    first = {"file": path, "sha1": hashlib.sha1(raw).hexdigest(), "bytes": len(raw), "uses": len(good)}
    for line in (first | {"dropped": dropped} | head, *good):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_error(path: str, reason: object) -> None:
    sys.stdout.write(json.dumps({"file": path, "error": str(reason)}) + "\n")


def answer_files(files: Iterable[str], answer: Callable[[str], None]) -> None:
    """Answer for each file; one that cannot be answered gets a header with the reason, and the rest go on."""
    sys.setrecursionlimit(20000)
    for file in files:
        try:
            answer(file)
        except Exception as e:  # noqa: BLE001 - whatever a file breaks is that file's answer
            write_error(file, f"{type(e).__name__}: {e}")


def find_line_starts(raw: bytes) -> list[int]:
    """Byte offset of each line, the first one at 0."""
    return [0, *_after_newlines(raw)]


def _after_newlines(raw: bytes) -> Iterator[int]:
    at = raw.find(b"\n")
    while at >= 0:
        yield at + 1
        at = raw.find(b"\n", at + 1)
