"""The vocabulary of the sections `access` and `methods`: what a node kind can be beyond names, and what methods do."""

from collections.abc import Mapping

__all__ = ["ACCESS", "METHODS"]

ACCESS: Mapping[str, frozenset[str]] = {
    "member": frozenset({"object", "member", "static"}),
    "own": frozenset(),
    "index": frozenset({"object", "index", "members", "known"}),
    "deref": frozenset({"object", "operator", "pointer"}),
    "group": frozenset({"inner"}),
    "this": frozenset(),
    "assign": frozenset({"target", "value"}),
    "list": frozenset(),
    "field": frozenset({"name", "value"}),
    "extension": frozenset({"of"}),
    "function": frozenset({"name", "parameters", "receiver", "result", "tail", "typed", "this", "constructor"}),
    "parameters": frozenset({"rest", "skip"}),
    "parameter": frozenset({"names", "label", "rest"}),
    "rest": frozenset({"named", "next"}),
    "skip": frozenset({"unnamed"}),
    "given": frozenset(),
    "call": frozenset({"callee", "object", "arguments", "trailing", "new", "bare", "property", "element", "static"}),
    "arguments": frozenset({"trailing"}),
    "keyword": frozenset({"name", "value"}),
    "spread": frozenset({"named"}),
}
"""What a node kind can be to objects, functions and calls, and the parts that each one has; `texts` goes with any."""
METHODS: Mapping[str, type] = {
    "receiver": str,
    "constructor": list,
    "makes": list,
    "invokes": list,
    "unbound": list,
    "final": list,
    "final_in": list,
    "open": list,
    "open_in": list,
    "overriding": bool,
    "overloads": bool,
    "assigned": bool,
    "sigil": str,
    "pure": list,
    "mutating": list,
}
