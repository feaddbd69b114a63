"""Values that cross between the tests and the code under test: plain data by value, all else by reference.

Run inside boxes, with the standard library alone. What is decoded is rebuilt from JSON out of plain types, so that an
object of the code under test can never bring its own `__eq__` to the comparison.
"""

import collections
import decimal
import fractions
from collections.abc import Callable
from typing import Any

__all__ = ["decode", "encode"]

_SAME: tuple[type, ...] = (bool, int, float, str)
_EXTENDED: tuple[type[Any], ...] = (tuple, set, frozenset, int, float, str)
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple, "set": set, "frozenset": frozenset, "deque": collections.deque, "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
}  # fmt: skip
_SPELLED: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "complex": (complex, lambda value: [value.real, value.imag], lambda parts: complex(*parts)),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
    "bytearray": (bytearray, bytearray.hex, bytearray.fromhex),
    "range": (range, lambda value: [value.start, value.stop, value.step], lambda parts: range(*parts)),
    "Fraction": (fractions.Fraction, str, fractions.Fraction),
    "Decimal": (decimal.Decimal, str, decimal.Decimal),
}


def encode(value: Any, refer: Callable[[Any], Any]) -> Any:
    """The JSON form of a value; what is no plain data is handed to `refer`."""
    if value is None or type(value) in _SAME:
        return value
    if isinstance(value, list):
        return [encode(part, refer) for part in value]
    for name, (cls, spell, _) in _SPELLED.items():
        if type(value) is cls:
            return {name: spell(value)}
    for name, container in _PLAIN.items():
        if type(value) is container:
            parts = value.items() if isinstance(value, dict) else value
            return {name: [encode(part, refer) for part in parts]}
    if isinstance(value, dict):
        return {"dict": [[encode(key, refer), encode(part, refer)] for key, part in value.items()]}
    for plain in _EXTENDED:  # a subclass counts as what it extends
        if isinstance(value, plain):
            return encode(plain(value), refer)
    return {"reference": refer(value)}


def decode(form: Any, resolve: Callable[[Any], Any]) -> Any:
    """The value of a JSON form; references are looked up by `resolve`."""
    if isinstance(form, list):
        return [decode(part, resolve) for part in form]
    if not isinstance(form, dict):
        return form
    ((name, parts),) = form.items()
    if name == "reference":
        return resolve(parts)
    if name in _SPELLED:
        return _SPELLED[name][2](parts)
    values = [decode(part, resolve) for part in parts]
    if name == "dict":
        return dict(values)
    if name == "Counter":
        return collections.Counter(dict(values))
    return _PLAIN[name](values)
