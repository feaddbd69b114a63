"""What a type checker makes of the public door in somebody's script; `mypy` reads this file, nothing runs it."""

from typing import Any, assert_type

import numpy as np
import numpy.typing as npt
import rich.table
import rich.text

import codestruct as cs

code = cs.analyze("x = 1\ny = x\n", "python")
assert_type(code, cs.Analysis)
assert_type(code.items[0].category, cs.Category)
assert_type(code.items.start, npt.NDArray[np.int32])
assert_type(code.bindings.names, tuple[str, ...])
assert_type(code.flow, cs.Flow)
assert_type(code.reach, npt.NDArray[np.float64])
assert_type(code.errors, tuple[cs.Diagnostic, ...])
assert_type(code.items.__rich__(), rich.table.Table)
assert_type(code.char_spans(code.tokens), npt.NDArray[np.int32])
assert_type(cs.align(code, [(0, 1)]), tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]])
assert_type(cs.render_items(code, keep=[0]), bytes)
assert_type(cs.render_html(code), str)
assert_type(cs.render_text(code, "bridge"), rich.text.Text)
for outcome in cs.analyze_many([("x = 1", "python")], workers=2):
    assert_type(outcome.analysis, cs.Analysis | None)
assert_type(cs.analyze_batch(["x"]), dict[str, list[Any]])
assert_type(cs.get_language("go"), cs.Language)
assert_type(cs.detect_language("a.py"), str | None)
assert_type(cs.testing.check_language("go"), cs.testing.Report)
assert_type(cs.store_analysis(code), bytes)
cs.analyze("x", langauge="python")  # type: ignore[call-arg]  # a misspelt keyword is an error to the checker too
