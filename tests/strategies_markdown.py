"""Markdown responses put together from parts whose place is known, and conversations of them."""

from dataclasses import dataclass

from hypothesis import strategies as st

WORDS = st.sampled_from(["the", "function", "returns", "naïve", "日本語", "a list", "🙂", "`x`", "*so*", "x < 1"])
CODE_LINES = st.sampled_from(
    ["x = 1", "def f(a):", "    return a", "", "print('é')", "\tif x:", "# 注", "~~~", "- not a list"]
)
ANY = st.characters(codec="utf-8")
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown text, and the code blocks that it was made of: info string, lines, closed."""

    text: str
    blocks: tuple[tuple[str, tuple[str, ...], bool], ...]


@st.composite
def documents(draw: st.DrawFn, max_parts: int = 5) -> Document:
    """Paragraphs and fenced blocks, bare, in lists or in quotations; the last fence may be left open."""
    newline = draw(NEWLINES)
    lines: list[str] = []
    blocks = []
    for part in range(count := draw(st.integers(0, max_parts))):
        if draw(st.booleans()):
            lines += [" ".join(draw(st.lists(WORDS, min_size=1, max_size=8))), ""]
            continue
        fence = draw(st.sampled_from(["```", "````", "~~~~"]))
        info = draw(st.sampled_from(["", "python", "js title=a", "text"]))
        code = draw(st.lists(CODE_LINES.filter(lambda line, mark=fence[:3]: line[:3] != mark), max_size=5))
        closed = part + 1 < count or draw(st.booleans())
        while code and not closed and not code[-1]:  # a text's last line end is not a line
            code.pop()
        # Trailing blank lines of an open fence end a list or quotation, or belong to nobody.
        container = draw(st.sampled_from(["", "- ", "> "])) if closed and "" not in code else ""
        rest = {"- ": "  ", "> ": "> ", "": ""}[container]
        body = [fence + info, *code, *([fence] if closed else [])]
        lines += [(container if number == 0 else rest) + line for number, line in enumerate(body)]
        lines += [""] if closed else []
        if code:
            blocks.append((info, tuple(code), closed))
    return Document(newline.join(lines), tuple(blocks))


def markdown_texts(characters: st.SearchStrategy[str] = ANY) -> st.SearchStrategy[str]:
    """Any text (of `characters`), with the marks of Markdown far more likely than chance."""
    marks = st.sampled_from(
        ["```", "~~~~", "````python", "\n", "\r\n", "\r", "> ", "- ", "    ", "\t", "exercism/note", "x"]
    )
    return st.lists(st.one_of(marks, st.text(characters, max_size=3)), max_size=30).map("".join)


@st.composite
def conversations(draw: st.DrawFn, max_turns: int = 3) -> list[dict[str, str]]:
    """Messages of alternating roles that end with the assistant's.

    Characters are those that the embedded model's tokenizer has a token for each byte of: it drops the others, and
    then shifts the offsets of what follows.
    """
    contents = markdown_texts(st.characters(max_codepoint=0x3FFFF, exclude_categories=["Cc", "Cs"]))
    messages = []
    if draw(st.booleans()):
        messages.append({"role": "system", "content": draw(contents)})
    for _ in range(draw(st.integers(1, max_turns))):
        messages.append({"role": "user", "content": draw(contents)})
        content = draw(st.one_of(contents, documents().map(lambda d: d.text)))
        messages.append({"role": "assistant", "content": content})
    return messages
