"""A sandbox for generated code: namespaces, a read-only view of the system, limits, a kill that nothing survives."""

from codeblock.sandbox.boxes import Box, Outcome, require_sandbox, run_program
from codeblock.sandbox.limits import Limits

__all__ = ["Box", "Limits", "Outcome", "require_sandbox", "run_program"]
