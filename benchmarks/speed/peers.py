"""The peers for Python, each as one call on a source text: PYTHON benchmarks/speed/peers.py TEXTS

Runs under an interpreter of its own, where they are installed (peers.txt; they want another tree-sitter than this
project) and which need not know this project. TEXTS is a pickled list of bytes. Prints, as JSON, seconds of processor
time by peer, a text each, null where it has no answer; and why other peers do not load.
"""

import ast
import importlib.util
import json
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

Run = Callable[[str], object]


def _use_beniget() -> Run:
    import beniget
    import gast

    def run(text: str) -> object:
        tree = gast.ast_to_gast(ast.parse(text))
        chains = beniget.DefUseChains()
        chains.visit(tree)
        return chains

    return run


def _use_libcst() -> Run:
    import libcst
    from libcst.metadata import MetadataWrapper, ScopeProvider

    return lambda text: MetadataWrapper(libcst.parse_module(text)).resolve(ScopeProvider)


def _use_astchunk() -> Run:
    from astchunk import ASTChunkBuilder

    builder = ASTChunkBuilder(max_chunk_size=1800, language="python", metadata_template="default")
    return builder.chunkify


def _use_python_graphs() -> Run:
    from python_graphs import program_graph

    return lambda text: program_graph.get_program_graph(ast.parse(text))


def _use_codebleu() -> Run:
    from codebleu.dataflow_match import get_data_flow
    from codebleu.parser import DFG_python
    from codebleu.utils import get_tree_sitter_language
    from tree_sitter import Parser

    parser = Parser()
    parser.language = get_tree_sitter_language("python")
    return lambda text: get_data_flow(text, (parser, DFG_python))


_PEERS: dict[str, tuple[str, Callable[[], Run]]] = {
    "beniget (def-use chains)": ("beniget", _use_beniget),
    "LibCST (scopes)": ("libcst", _use_libcst),
    "astchunk (chunks)": ("astchunk", _use_astchunk),
    "python-graphs (program graph)": ("python_graphs", _use_python_graphs),
    "codebleu (data flow)": ("codebleu", _use_codebleu),
}


def find_peers() -> tuple[dict[str, Run], dict[str, str]]:
    """The peers for Python that are installed and load, and why the others do not."""
    ready: dict[str, Run] = {}
    missing: dict[str, str] = {}
    for name, (module, load) in _PEERS.items():
        if importlib.util.find_spec(module) is None:
            missing[name] = "not installed"
            continue
        try:
            ready[name] = load()
        except Exception as error:  # noqa: BLE001  a peer may fail to load in any way; it is reported
            missing[name] = f"does not load: {type(error).__name__}: {error}"[:120]
    return ready, missing


def time_peer(run: Run, text: str) -> float | None:
    """The least of two runs, None where the peer fails."""
    least = None
    for _ in range(2):
        start = time.process_time_ns()
        try:
            run(text)
        except Exception:  # noqa: BLE001  whatever it is, the peer has no answer
            return None
        seconds = (time.process_time_ns() - start) / 1e9
        least = seconds if least is None else min(least, seconds)
    return least


def main() -> None:
    texts: list[str] = [text.decode() for text in pickle.loads(Path(sys.argv[1]).read_bytes())]
    with redirect_stdout(StringIO()):  # some talk
        ready, missing = find_peers()
        seconds = {name: [time_peer(run, text) for text in texts] for name, run in ready.items()}
    print(json.dumps({"seconds": seconds, "missing": missing}))


if __name__ == "__main__":
    main()
