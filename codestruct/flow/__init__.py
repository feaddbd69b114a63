"""Program, Bindings -> Flow: which definitions a use may read."""

from codestruct.acceleration import get_kernels
from codestruct.binding import Bindings
from codestruct.flow.closures import connect_units
from codestruct.flow.table import EDGES_PER_SYMBOL, Flow, FlowKind, Pairs
from codestruct.flow.units import trace_units
from codestruct.lowering import NativeProgram, Program
from codestruct.syntax import MAX_SECONDS

__all__ = ["EDGES_PER_SYMBOL", "Flow", "FlowKind", "trace_flow"]


def trace_flow(
    program: Program, bindings: Bindings, *, edges_per_symbol: int = EDGES_PER_SYMBOL, max_seconds: float = MAX_SECONDS
) -> Flow:
    """The (definition, use) pairs of a program, one row each, sorted by use, then definition.

    A definition reaches a use if some path of control leads from the first to the second without another definition of
    the same symbol between; such a pair is `carried` where every such path needs the back edge of a loop. Between
    functions a pair is of the kind `closure`: a definition that reaches a function's creation, or that control can
    execute afterwards, to the uses inside, and an inner definition to the uses outside; neither kills. Within a
    function this is the textbook's reaching definitions (Aho et al.), found through static single assignment (Cytron
    et al. 1991); the closure rule is ours. A symbol gets at most `edges_per_symbol` rows; `Flow.capped` names those
    that would have more. After `max_seconds` no further function is looked at; `Flow.late` says so.

    >>> import codestruct as cs
    >>> code = cs.analyze("x = 1; x = x + y", "python")
    >>> flow = trace_flow(code.program, code.bindings)
    >>> flow.define.tolist(), flow.use.tolist()
    ([0], [2])
    """
    kernels = get_kernels()
    if isinstance(program, NativeProgram) and kernels is not None:
        return Flow(*kernels.trace_flow(program.native, bindings.symbol, bindings.role, edges_per_symbol, max_seconds))
    pairs = Pairs(edges_per_symbol, max_seconds)
    traced = trace_units(program, bindings, pairs)
    connect_units(program, traced, pairs)
    return pairs.table()
