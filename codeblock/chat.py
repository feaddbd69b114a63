"""A conversation -> text and tokens, with each token's place in the conversation.

Chat templates rarely mark what the assistant wrote, so the template is run once over marks in place of the messages'
contents; where the marks come out is where the contents belong. The text so put together is compared with what the
template itself renders, and a template that alters contents is an error, not a silent shift.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from codeblock.data import Part, Segment, cut_markdown
from codeblock.errors import ChatError, ModelError

__all__ = ["Conversation", "encode_conversation", "locate_tokens", "render_conversation"]

# Private-use characters: no template tests for them, and no ordinary content holds them.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A rendered conversation and its tokens; all arrays are read-only and of one length.

    `turns` holds the character span of each assistant message in `text`. `ids` are token ids, `start` and `end` the
    characters that each token stands for, `turn` the assistant message that it belongs to (-1: none), `part` its
    `Part`. A token belongs to the stretch that it overlaps most, ties go to the earlier. `cut` tokens at the end were
    left out for the token limit.
    """

    text: str
    turns: tuple[tuple[int, int], ...]
    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    turn: NDArray[np.int32]
    part: NDArray[np.int8]
    cut: int


def render_conversation(
    messages: Sequence[Mapping[str, str]], tokenizer: PreTrainedTokenizerBase
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text that the tokenizer's chat template makes of `messages`, and the span of each assistant message.

    Spans are half-open character spans of the contents alone. A template that strips blank space around contents is
    followed; one that alters them otherwise raises `ChatError`, and a tokenizer without a template `ModelError`.
    """
    if tokenizer.chat_template is None:
        raise ModelError("the tokenizer", "it has no chat template", "name a file that holds one (--chat-template)")
    marks = [f"{_OPEN}{number}{_CLOSE}" for number in range(len(messages))]
    skeleton = _apply_template(tokenizer, [{**m, "content": k} for m, k in zip(messages, marks, strict=True)])
    whole = _apply_template(tokenizer, messages)
    spans: list[tuple[int, int]] = []
    length = at = 0  # how far `whole` and `skeleton` have been matched
    for message, mark in zip(messages, marks, strict=True):
        place = skeleton.find(mark, at)
        if place < 0:
            raise ChatError("the chat template", f"it drops a {message['role']} message", "use another template")
        length = _match(whole, [skeleton[at:place]], length)
        content = message["content"]
        start, length = length, _match(whole, [content, content.rstrip(), content.lstrip(), content.strip()], length)
        if message["role"] == "assistant":
            spans.append((start, length))
        at = place + len(mark)
    if whole[length:] != skeleton[at:]:
        raise _altered()
    return whole, tuple(spans)


def _match(whole: str, choices: Sequence[str], at: int) -> int:
    for choice in choices:
        if whole.startswith(choice, at):
            return at + len(choice)
    raise _altered()


def _altered() -> ChatError:
    return ChatError("the chat template", "it alters the contents of messages", "use a template that keeps them")


def encode_conversation(
    messages: Sequence[Mapping[str, str]], tokenizer: PreTrainedTokenizerBase, max_tokens: int | None = None
) -> Conversation:
    """Render `messages`, tokenize the text and say of each token which turn and which part it belongs to.

    The end mark of a turn is the special token that follows its content. Tokens past `max_tokens` are left out.
    """
    text, turns = render_conversation(messages, tokenizer)
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    ids = np.array(encoded["input_ids"], dtype=np.int32)
    spans = np.array(encoded["offset_mapping"], dtype=np.int32).reshape(-1, 2)
    start, end = spans[:, 0].copy(), spans[:, 1].copy()
    segments, owner = partition_turns(text, turns)
    place = locate_tokens(np.array([s.start for s in segments], dtype=np.int32), start, end)
    part = np.array([s.part for s in segments], dtype=np.int8)[place]
    turn = np.array(owner, dtype=np.int32)[place]
    _mark_ends(text, turns, ids, start, turn, part, np.array(tokenizer.all_special_ids))
    cut = 0 if max_tokens is None else max(0, len(ids) - max_tokens)
    kept = slice(len(ids) - cut)
    for column in (ids, start, end, turn, part):
        column.flags.writeable = False
    return Conversation(text, turns, ids[kept], start[kept], end[kept], turn[kept], part[kept], cut)


def partition_turns(text: str, turns: Sequence[tuple[int, int]]) -> tuple[list[Segment], list[int]]:
    """The whole text as segments without gap, in the text's coordinates, and the turn of each (-1 for context)."""
    segments: list[Segment] = []
    owner: list[int] = []
    at = 0
    for number, (start, end) in enumerate(turns):
        segments.append(Segment(Part.CONTEXT, at, start))
        owner.append(-1)
        for s in cut_markdown(text[start:end]):
            moved = Segment(s.part, s.start + start, s.end + start, s.info, s.closed, s.code, s.offsets)
            segments.append(moved)
            owner.append(number)
        at = end
    segments.append(Segment(Part.CONTEXT, at, len(text)))
    owner.append(-1)
    return segments, owner


def locate_tokens(boundaries: NDArray[np.int32], start: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.int64]:
    """The stretch that each token overlaps most, ties going to the earlier.

    `boundaries` are the starts of stretches that follow each other without gap, the first at 0; `start` and `end` are
    the tokens' half-open spans. A token of no width lies in the stretch of its start.

    >>> locate_tokens(np.array([0, 4, 10]), np.array([0, 3, 3, 9]), np.array([3, 5, 6, 12])).tolist()
    [0, 0, 1, 2]
    """
    first = np.searchsorted(boundaries, start, side="right") - 1
    last = np.searchsorted(boundaries, np.maximum(end - 1, start), side="right") - 1
    place = first.astype(np.int64)
    for token in np.flatnonzero(last > first):
        edges = np.clip(boundaries[first[token] : last[token] + 1], start[token], None)
        widths = np.diff(np.append(edges, end[token]))
        place[token] = first[token] + int(np.argmax(widths))
    return place


def _apply_template(tokenizer: PreTrainedTokenizerBase, messages: Sequence[Mapping[str, str]]) -> str:
    try:
        return str(tokenizer.apply_chat_template([dict(m) for m in messages], tokenize=False))
    except Exception as error:  # a template is a program: it raises whatever its writer chose
        roles = ", ".join(m["role"] for m in messages)
        raise ChatError(
            "the chat template", f"it refuses the roles {roles} ({error})", "use another template"
        ) from error


def _mark_ends(
    text: str,
    turns: Sequence[tuple[int, int]],
    ids: NDArray[np.int32],
    start: NDArray[np.int32],
    turn: NDArray[np.int32],
    part: NDArray[np.int8],
    special: NDArray[Any],
) -> None:
    """Give the special token behind each assistant message, blank space aside, to that message's turn."""
    is_special = np.isin(ids, special)
    for number, (_, end) in enumerate(turns):
        token = int(np.searchsorted(start, end))
        while token < len(ids) and not is_special[token] and not text[start[token] : start[token] + 1].strip():
            token += 1
        if token < len(ids) and is_special[token]:
            turn[token], part[token] = number, Part.END
