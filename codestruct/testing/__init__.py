"""The conformance suite: what any language, built in or a third party's, is put to by one call of `check_language`."""

from codestruct.testing.carets import Claim, read_claims
from codestruct.testing.claims import find_claim_fault, find_fused_names
from codestruct.testing.conformance import check_language, find_corpus
from codestruct.testing.consistency import find_flow_faults
from codestruct.testing.entries import find_unused_entries, list_entries, tell_entry
from codestruct.testing.guarantees import (
    find_closure_faults,
    find_completeness_faults,
    find_cover_faults,
    find_nesting_faults,
    find_row_faults,
)
from codestruct.testing.invariance import describe_structure, find_comment, insert_comments, rename_symbols
from codestruct.testing.rates import list_sources, measure_closure
from codestruct.testing.report import Finding, Report, Tally
from codestruct.testing.sampling import draw_set, mutilate

__all__ = [
    "Claim",
    "Finding",
    "Report",
    "Tally",
    "check_language",
    "describe_structure",
    "draw_set",
    "find_claim_fault",
    "find_closure_faults",
    "find_comment",
    "find_completeness_faults",
    "find_corpus",
    "find_cover_faults",
    "find_flow_faults",
    "find_fused_names",
    "find_nesting_faults",
    "find_row_faults",
    "find_unused_entries",
    "insert_comments",
    "list_entries",
    "list_sources",
    "measure_closure",
    "mutilate",
    "read_claims",
    "rename_symbols",
    "tell_entry",
]
