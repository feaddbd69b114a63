"""Source: the bytes of one text, its lines, and the way between byte and character offsets."""

from functools import cached_property
from os import PathLike

import numpy as np
import numpy.typing as npt

__all__ = ["Source"]


class Source:
    r"""The UTF-8 bytes of a source text, with offsets in bytes, characters and lines.

    A `str` is encoded as UTF-8 with lone surrogates replaced by `?`; bytes are taken as they are. In `text`, each byte
    that is not valid UTF-8 is one U+FFFD, so that both offset tables stay exact on any bytes.

    >>> source = Source("é = 1\n")
    >>> len(source.data), len(source.text)
    (7, 6)
    >>> source.to_char([0, 2]), source.to_byte([0, 1])
    (array([0, 1], dtype=int32), array([0, 2], dtype=int32))
    """

    def __init__(self, content: str | bytes) -> None:
        self.data: bytes = _encode(content)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"Source({len(self.data)} bytes, {len(self.line_starts)} lines)"

    @cached_property
    def text(self) -> str:
        """The characters; invalid bytes read as U+FFFD, one each."""
        if self.data.isascii():
            return self.data.decode("ascii")
        escaped = self.data.decode("utf-8", "surrogateescape")
        return escaped.translate(dict.fromkeys(range(0xDC80, 0xDD00), 0xFFFD))

    @cached_property
    def _char_starts(self) -> npt.NDArray[np.int32] | None:
        """Byte offset of each character and of the end, int32 [len(text) + 1]; None where the two offsets agree."""
        if self.data.isascii():
            return None
        escaped = self.data.decode("utf-8", "surrogateescape")
        codes = np.frombuffer(escaped.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        width = 1 + (codes >= 0x80).astype(np.int32) + (codes >= 0x800) + (codes >= 0x10000)
        width[(codes >= 0xDC80) & (codes < 0xDD00)] = 1
        starts = np.zeros(len(codes) + 1, dtype=np.int32)
        np.cumsum(width, out=starts[1:])
        return starts

    def to_byte(self, char_offsets: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """Byte offsets of character offsets into `text`; int32, clipped to the source."""
        chars = np.asarray(char_offsets, dtype=np.int64)
        if self._char_starts is None:
            return np.clip(chars, 0, len(self.data)).astype(np.int32)
        return self._char_starts[np.clip(chars, 0, len(self._char_starts) - 1)]

    def to_char(self, byte_offsets: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """Character offsets of byte offsets; an offset inside a character is that character's; int32, clipped."""
        offsets = np.clip(np.asarray(byte_offsets, dtype=np.int64), 0, len(self.data))
        if self._char_starts is None:
            return offsets.astype(np.int32)
        return (np.searchsorted(self._char_starts, offsets, side="right") - 1).astype(np.int32)

    @cached_property
    def line_starts(self) -> npt.NDArray[np.int32]:
        r"""Byte offset at which each line starts, int32; a line ends with \n, \r\n or a lone \r."""
        data = np.frombuffer(self.data, dtype=np.uint8)
        newline = data == 10
        lone = data == 13
        if len(data) > 1:
            lone[:-1] &= ~newline[1:]
        starts = np.flatnonzero(newline | lone) + 1
        return np.concatenate(([0], starts)).astype(np.int32)

    def line_of(self, byte_offsets: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """Line number, from 1, of byte offsets; int32."""
        return np.searchsorted(self.line_starts, np.asarray(byte_offsets), side="right").astype(np.int32)


def _encode(content: object) -> bytes:
    """The bytes of a source; TypeError with a hint for a path, which is easily given by mistake."""
    if isinstance(content, str):
        return content.encode("utf-8", "replace")
    if isinstance(content, bytes):
        return content
    hint = ""
    if isinstance(content, PathLike):
        hint = "; give its content: path.read_bytes()"
    elif hasattr(content, "read"):
        hint = "; give its content: file.read()"
    elif isinstance(content, bytearray | memoryview):
        hint = "; give bytes(...)"
    raise TypeError(f"a source is str or bytes, not {type(content).__name__}{hint}")
