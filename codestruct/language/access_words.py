"""The vocabulary of the sections `access` and `methods`: what a node kind can be beyond names, and what methods do."""

from collections.abc import Mapping

__all__ = ["ACCESS", "METHODS"]

ACCESS: Mapping[str, frozenset[str]] = {
    "member": frozenset({"object", "member"}),
    "index": frozenset({"object", "index", "members"}),
    "deref": frozenset({"object", "operator", "pointer"}),
    "this": frozenset(),
    "assign": frozenset({"target", "value"}),
    "list": frozenset(),
    "field": frozenset({"name", "value"}),
    "function": frozenset({"name", "parameters", "receiver", "result", "tail", "this", "constructor"}),
    "parameters": frozenset(),
    "parameter": frozenset({"names"}),
    "rest": frozenset({"named"}),
    "skip": frozenset({"unnamed"}),
    "call": frozenset({"callee", "object", "arguments", "new"}),
    "arguments": frozenset(),
    "keyword": frozenset({"name", "value"}),
    "spread": frozenset({"named"}),
}
"""What a node kind can be to objects, functions and calls, and the parts that each one has."""
METHODS: Mapping[str, type] = {
    "receiver": str,
    "constructor": list,
    "unbound": list,
    "final": list,
    "overriding": bool,
    "pure": list,
    "mutating": list,
}
