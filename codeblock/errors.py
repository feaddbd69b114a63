"""The exceptions, as a tree. Each one names its subject, the reason and the remedy.

    CodeblockError
    ├── DataError       a source of records cannot be read, or holds no usable record
    ├── ConfigError     a setting is out of its range (also ValueError)
    ├── ColumnError     a stage was given a data set without the columns that it reads
    ├── ModelError      a model or tokenizer cannot be had, or cannot do what is asked
    ├── ChatError       a conversation cannot be rendered faithfully by the chat template (also ValueError)
    ├── SandboxError    generated code cannot be run in safety on this system
    └── OutputExists    an output is there already (also FileExistsError)

A bad record raises none of these: it becomes a `Rejection`, which is counted and shown, and the others go on.
"""

__all__ = [
    "ChatError",
    "CodeblockError",
    "ColumnError",
    "ConfigError",
    "DataError",
    "ModelError",
    "OutputExists",
    "SandboxError",
]


class CodeblockError(Exception):
    """The root of the tree: catch it to catch everything that this package raises on purpose.

    >>> str(CodeblockError("pairs.jsonl", "no such file", "name an existing one"))
    'pairs.jsonl: no such file; name an existing one'
    """

    def __init__(self, subject: str, reason: str, remedy: str) -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}; {self.remedy}"


class DataError(CodeblockError):
    """A source of records cannot be read, or holds no usable record."""


class ConfigError(CodeblockError, ValueError):
    """A setting is out of its range."""


class ColumnError(CodeblockError):
    """A stage was given a data set without the columns that it reads."""


class ModelError(CodeblockError):
    """A model or tokenizer cannot be had, or cannot do what is asked."""


class ChatError(CodeblockError, ValueError):
    """A conversation cannot be rendered faithfully by the model's chat template."""


class OutputExists(CodeblockError, FileExistsError):
    """An output is there already, and nobody said that it may be replaced."""


class SandboxError(CodeblockError):
    """Generated code cannot be run in safety on this system."""
