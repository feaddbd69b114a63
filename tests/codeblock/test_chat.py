"""Conversations as tokens: the text is the template's own, and every token is where it belongs."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import PreTrainedTokenizerBase

from codeblock import ChatError, ModelError, Part
from codeblock.chat import encode_conversation, locate_tokens, render_conversation
from tests.strategies_markdown import conversations

Messages = list[dict[str, str]]


def ask(answer: str, question: str = "Why?") -> Messages:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


@given(conversations())
def test_rendered_text_is_the_templates_and_spans_hold_the_answers(
    tokenizer: PreTrainedTokenizerBase, messages: Messages
) -> None:
    text, turns = render_conversation(messages, tokenizer)
    assert text == tokenizer.apply_chat_template(messages, tokenize=False)
    assert [text[a:b] for a, b in turns] == [m["content"] for m in messages if m["role"] == "assistant"]


@given(conversations())
def test_tokens_cover_the_text_and_belong_to_their_turn(tokenizer: PreTrainedTokenizerBase, messages: Messages) -> None:
    c = encode_conversation(messages, tokenizer)
    covered = np.zeros(len(c.text), dtype=bool)
    for start, end in zip(c.start, c.end, strict=True):
        covered[start:end] = True
    assert covered.all()
    assert ((c.turn >= 0) == (c.part != Part.CONTEXT)).all()
    for token in range(len(c.ids)):
        widths = [min(c.end[token], b) - max(c.start[token], a) for a, b in c.turns]
        inside = max(widths)
        if c.part[token] == Part.END:
            assert c.start[token] >= c.turns[c.turn[token]][1]
        elif 2 * inside > c.end[token] - c.start[token]:
            assert c.turn[token] == int(np.argmax(widths))
        elif inside <= 0:
            assert c.turn[token] == -1


@given(conversations(), st.integers(1, 200))
def test_the_token_limit_cuts_the_end(tokenizer: PreTrainedTokenizerBase, messages: Messages, limit: int) -> None:
    whole, cut = encode_conversation(messages, tokenizer), encode_conversation(messages, tokenizer, limit)
    assert len(cut.ids) == min(limit, len(whole.ids))
    assert len(cut.ids) + cut.cut == len(whole.ids)
    assert (cut.part == whole.part[:limit]).all()


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=12),
)
def test_a_token_lies_where_it_overlaps_most_ties_to_the_earlier(
    widths: list[int], tokens: list[tuple[int, int]]
) -> None:
    boundaries = np.cumsum([0, *widths[:-1]]).astype(np.int32)
    edges = [*boundaries.tolist(), 10**6]
    start = np.array([s for s, _ in tokens], dtype=np.int32)
    end = np.array([s + w for s, w in tokens], dtype=np.int32)
    for s, e, found in zip(start, end, locate_tokens(boundaries, start, end), strict=True):
        overlap = [min(e, b) - max(s, a) for a, b in pairwise(edges)]
        if e > s:
            assert found == overlap.index(max(overlap))
        else:
            assert edges[found] <= s < edges[found + 1]


def test_parts_of_an_answer(tokenizer: PreTrainedTokenizerBase) -> None:
    c = encode_conversation(ask("Look 🙂:\n```py\nx = 1\n```\nDone."), tokenizer)
    shown = {part: "".join(c.text[c.start[t] : c.end[t]] for t in np.flatnonzero(c.part == part)) for part in Part}
    assert shown[Part.CODE] == "x = 1\n"
    assert shown[Part.FENCE] == "```py\n```\n"
    assert shown[Part.PROSE] == "Look 🙂🙂🙂:\nDone.".replace("🙂🙂🙂", "🙂" * shown[Part.PROSE].count("🙂"))
    assert shown[Part.END] == "<|im_end|>"
    assert (c.turn[c.part == Part.END] == 0).all()


def test_every_turn_has_its_end(tokenizer: PreTrainedTokenizerBase) -> None:
    c = encode_conversation([*ask("a"), *ask("b")], tokenizer)
    assert c.turn[c.part == Part.END].tolist() == [0, 1]


@pytest.mark.parametrize("content", ["", "\n\n", "<|im_end|>", "assistant\n", "\ue0f00\ue0f1"])
def test_contents_that_look_like_marks(tokenizer: PreTrainedTokenizerBase, content: str) -> None:
    text, turns = render_conversation(ask(content, content), tokenizer)
    assert [text[a:b] for a, b in turns] == [content]
    assert encode_conversation(ask(content, content), tokenizer).text == text


class Templates:
    STRIPS = "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}</{{ m.role }}>{% endfor %}"
    ALTERS = "{% for m in messages %}{{ m.content | upper }}{% endfor %}"
    DROPS = "{% for m in messages if m.role != 'system' %}{{ m.content }}{% endfor %}"
    REFUSES = "{% for m in messages %}{{ raise_exception('no ' ~ m.role) }}{% endfor %}"


@pytest.fixture
def retold(tokenizer: PreTrainedTokenizerBase, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest):
    monkeypatch.setattr(tokenizer, "chat_template", request.param)
    return tokenizer


@pytest.mark.parametrize("retold", [Templates.STRIPS], indirect=True)
def test_a_template_that_strips_is_followed(retold: PreTrainedTokenizerBase) -> None:
    text, ((start, end),) = render_conversation(ask("  a \n"), retold)
    assert (text, text[start:end]) == ("<user>Why?</user><assistant>a</assistant>", "a")


@pytest.mark.parametrize(
    ("retold", "reason"),
    [
        (Templates.ALTERS, "alters the contents"),
        (Templates.DROPS, "drops a system message"),
        (Templates.REFUSES, "refuses the roles system, user, assistant"),
    ],
    indirect=["retold"],
)
def test_a_template_that_does_more_is_an_error(retold: PreTrainedTokenizerBase, reason: str) -> None:
    with pytest.raises(ChatError, match=reason):
        render_conversation([{"role": "system", "content": "s"}, *ask("a")], retold)


@pytest.mark.parametrize("retold", [None], indirect=True)
def test_a_tokenizer_without_template(retold: PreTrainedTokenizerBase) -> None:
    with pytest.raises(ModelError, match="no chat template"):
        render_conversation(ask("a"), retold)
