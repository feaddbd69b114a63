"""Sources of instruction-response records -> one pool of conversations.

Whatever a record looked like, it becomes a row of `id, line, group, rating, messages`, where `messages` is a list of
`{role, content}`. A record that cannot become one is a `Rejection` that says where it stood and why.
"""

import gzip
import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasets
import pyarrow as pa

from codeblock.errors import ConfigError, DataError

__all__ = ["Pool", "Rejection", "load_pool", "split_pool"]

_ROLES = frozenset({"system", "user", "assistant", "tool"})
_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("line", pa.int64()),
        ("group", pa.string()),
        ("rating", pa.float64()),
        ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
    ]
)
_BATCH = 10_000  # records turned into Arrow at a time


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that was left out: its line (from 1) or row, and the reason."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Pool:
    """The usable `records` of a source, one row each, and what was left out of it, `rejected`."""

    records: datasets.Dataset
    rejected: tuple[Rejection, ...]


def load_pool(
    source: str | Path | Iterable[Mapping[str, Any]],
    *,
    instruction: str = "instruction",
    response: str = "response",
    group: str | None = None,
    rating: str | None = None,
) -> Pool:
    """Read instruction-response pairs or chat messages into a pool.

    `source` is a `.jsonl` or `.jsonl.gz` file, another file that `datasets` reads (`.json`, `.csv`, `.parquet`,
    `.arrow`), a directory of `.parquet` files or one written by `Dataset.save_to_disk`, or any iterable of mappings, a
    `datasets.Dataset` included. A record has the field `messages`, or the two fields named `instruction` and
    `response`; its `id` is made unique by its line. `group` names a field whose equal values must stay together in a
    split (default: each record is its own group). `rating` names a field that stands for the rater of `select_pairs`: a
    number, also as text, or JSON text of several judgements (a number each, or an object with a `score`), whose mean is
    taken. Raises `DataError` where nothing usable is found.

    >>> pool = load_pool([{"instruction": "Add.", "response": "1 + 1"}, {"instruction": "Add."}])
    >>> pool.records[0]["messages"][1], pool.rejected[0].reason
    ({'role': 'assistant', 'content': '1 + 1'}, "neither 'messages' nor 'response' is there")
    """
    name = str(source) if isinstance(source, str | Path) else "the records given"
    rows: list[dict[str, Any]] = []
    tables: list[pa.Table] = []
    rejected: list[Rejection] = []
    names: set[str] = set()
    for line, raw in _read_source(source):
        try:
            row = _read_record(line, raw, instruction, response, group, rating)
        except _Unusable as reason:
            rejected.append(Rejection(line, str(reason)))
            continue
        if row["id"] in names:
            row["id"] += f"#{line}"
        names.add(row["id"])
        rows.append(row)
        if len(rows) == _BATCH:
            tables.append(pa.Table.from_pylist(rows, schema=_SCHEMA))
            rows = []
    tables.append(pa.Table.from_pylist(rows, schema=_SCHEMA))
    records = datasets.Dataset(pa.concat_tables(tables))
    if not len(records):
        why = f"the first reason: line {rejected[0].line}, {rejected[0].reason}" if rejected else "it is empty"
        raise DataError(name, "no usable record", f"{why}; give records with 'messages', or name the two fields")
    return Pool(records, tuple(rejected))


def split_pool(records: datasets.Dataset, share: float, seed: int = 0) -> tuple[datasets.Dataset, datasets.Dataset]:
    """Split records into (training, held out), whole groups at a time, about `share` of the records held out.

    Groups are taken in the order of a keyed hash of their names, and the rows of both sides come in the order of a
    keyed hash of their ids: shuffled, and the same on every machine. Raises `ConfigError` where one side is empty.

    >>> pool = load_pool([{"instruction": str(i), "response": "x", "file": str(i % 4)} for i in range(8)], group="file")
    >>> training, heldout = split_pool(pool.records, 0.25)
    >>> len(training), len(heldout), set(training["group"]) & set(heldout["group"])
    (6, 2, set())
    """
    if not 0 < share < 1:
        raise ConfigError("held-out share", f"{share} is not between 0 and 1", "give for example 0.1")
    members: dict[str, list[int]] = {}
    for row, name in enumerate(records["group"]):
        members.setdefault(name, []).append(row)
    heldout: list[int] = []
    for name in sorted(members, key=lambda group: _keyed_hash(seed, group)):
        if heldout and len(heldout) + len(members[name]) > share * len(records):
            break
        heldout += members[name]
    if len(heldout) == len(records):
        raise ConfigError("the split", "all records are of one group", "name another group field, or add records")
    names = records["id"]
    order = sorted(range(len(records)), key=lambda row: _keyed_hash(seed, names[row]))
    held = set(heldout)
    return records.select([r for r in order if r not in held]), records.select([r for r in order if r in held])


def _keyed_hash(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


class _Unusable(Exception):
    """Why a record is left out; never leaves this module."""


def _read_source(source: str | Path | Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Any]]:
    """Each record with its line; what is no record arrives as the `_Unusable` that says so."""
    if not isinstance(source, str | Path):
        yield from enumerate(source, start=1)
        return
    path = Path(source)
    if not path.exists():
        raise DataError(str(path), "no such file or directory", "name an existing one")
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        yield from _read_json_lines(path)
        return
    yield from enumerate(_open_dataset(path), start=1)


def _open_dataset(path: Path) -> datasets.Dataset:
    builders = {".json": "json", ".csv": "csv", ".parquet": "parquet", ".arrow": "arrow"}
    try:
        if path.is_dir() and (files := sorted(str(file) for file in path.rglob("*.parquet"))):
            return datasets.load_dataset("parquet", data_files=files, split="train")
        if path.is_dir():
            found = datasets.load_from_disk(str(path))
            return datasets.concatenate_datasets(list(found.values())) if isinstance(found, dict) else found
        if path.suffix not in builders:
            known = ", ".join([".jsonl", ".jsonl.gz", *builders])
            raise DataError(str(path), f"unknown kind of file {path.suffix!r}", f"give one of {known}, or a directory")
        return datasets.load_dataset(builders[path.suffix], data_files=str(path), split="train")
    except (OSError, ValueError, pa.ArrowException, datasets.exceptions.DatasetsError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError(
            str(path), f"`datasets` cannot read it ({reason})", "see that it is whole, and of its kind"
        ) from error


def _read_json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as stream:
            for line, raw in enumerate(stream, start=1):
                if raw.strip():
                    yield line, _read_json(raw)
    except (OSError, EOFError) as error:  # a truncated or corrupt .gz as well
        raise DataError(str(path), f"it cannot be read to its end ({error})", "see that it is whole") from error


def _read_json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _Unusable(f"not UTF-8 (byte {error.start} of the line)")
    except json.JSONDecodeError as error:
        return _Unusable(f"not JSON ({error.msg}, column {error.colno})")
    except RecursionError:
        return _Unusable("JSON nested too deeply")


def _read_record(
    line: int, raw: Any, instruction: str, response: str, group: str | None, rating: str | None
) -> dict[str, Any]:
    if isinstance(raw, _Unusable):
        raise raw
    if not isinstance(raw, Mapping):
        raise _Unusable(f"a JSON {type(raw).__name__}, not an object")
    if raw.get("messages") is not None:
        messages = _read_messages(raw["messages"])
    else:
        for field in (instruction, response):
            if raw.get(field) is None:
                raise _Unusable(f"neither 'messages' nor {field!r} is there")
            if not isinstance(raw[field], str):
                raise _Unusable(f"{field!r} is no text")
        messages = [_message("user", raw[instruction]), _message("assistant", raw[response])]
    if not any(m["role"] == "assistant" and m["content"].strip() for m in messages):
        raise _Unusable("the response is empty")
    name = str(raw["id"]) if raw.get("id") is not None else str(line)
    if group is not None and raw.get(group) is None:
        raise _Unusable(f"the group field {group!r} is not there")
    return {
        "id": _as_text(name),
        "line": line,
        "group": _as_text(str(raw[group])) if group is not None else _as_text(name),
        "rating": _read_rating(raw, rating),
        "messages": messages,
    }


def _read_rating(raw: Mapping[str, Any], rating: str | None) -> float | None:
    if rating is None:
        return None
    value = raw.get(rating)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError as error:
            raise _Unusable(f"the rating field {rating!r} is no number") from error
    judgements = list(value.values()) if isinstance(value, Mapping) else [value]
    scores: list[Any] = [one.get("score") if isinstance(one, Mapping) else one for one in judgements]
    if not scores or any(isinstance(one, bool) or not isinstance(one, int | float) for one in scores):
        raise _Unusable(f"the rating field {rating!r} is no number")
    found = float(sum(scores) / len(scores))
    if not math.isfinite(found):
        raise _Unusable(f"the rating field {rating!r} is not finite")
    return found


def _read_messages(raw: Any) -> list[dict[str, str]]:
    if not isinstance(raw, list) or not raw:
        raise _Unusable("'messages' is no list of messages")
    messages = []
    for number, message in enumerate(raw, start=1):
        if not isinstance(message, Mapping):
            raise _Unusable(f"message {number} is no object")
        role, content = message.get("role"), message.get("content")
        if isinstance(content, list) and all(
            isinstance(p, Mapping) and isinstance(p.get("text"), str) for p in content
        ):
            content = "".join(part["text"] for part in content)
        if not isinstance(role, str) or role not in _ROLES:
            raise _Unusable(f"message {number} has the unknown role {role!r}")
        if not isinstance(content, str):
            raise _Unusable(f"message {number} has no text")
        messages.append(_message(role, content))
    return messages


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": _as_text(content)}


def _as_text(text: str) -> str:
    """The text with lone surrogates (legal in JSON, in no UTF-8 text) replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not text.isascii() else text
