"""Stage 1: which instruction-response pairs are worth scoring: the best rated first, then the rarest.

In the manner of DS2 (Pang et al., ICLR 2025): a rating orders the pairs into classes, and within a class those come
first that lie far from their neighbours. Ratings are taken as they are; DS2's correction of them is not applied yet.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import datasets
import numpy as np
from numpy.typing import NDArray

import codestruct as cs
from codeblock.columns import append_columns, require_columns
from codeblock.data import Part, cut_markdown
from codeblock.errors import ConfigError
from codeblock.progress import track
from codeblock.structure import name_language

__all__ = ["Embedder", "PairConfig", "Rater", "embed_tfidf", "measure_rarity", "rate_heuristically", "select_pairs"]

Rater = Callable[[str, str], float]
"""(instruction, response) -> a rating; higher is better, and equal ratings form a class."""

Embedder = Callable[[Sequence[str]], Any]
"""Texts -> their vectors: a dense array or a scipy sparse matrix, one row each."""

_WORD = re.compile(r"\w+")
_ROWS = 512  # whose neighbours are looked up at a time


@dataclass(frozen=True, slots=True)
class PairConfig:
    """`keep`: the share of pairs kept, at least one. `neighbours`: k of the rarity."""

    keep: float = 0.5
    neighbours: int = 10

    def __post_init__(self) -> None:
        if not 0 < self.keep <= 1:
            raise ConfigError("keep", f"{self.keep} is outside (0, 1]", "give for example 0.5")
        if self.neighbours < 1:
            raise ConfigError("neighbours", f"{self.neighbours} is not positive", "give for example 10")


def select_pairs(
    records: datasets.Dataset,
    config: PairConfig | None = None,
    *,
    rater: Rater | None = None,
    embedder: Embedder | None = None,
    show: bool = False,
) -> datasets.Dataset:
    """Rate every pair, measure how rare it is, and say which are kept.

    Reads `messages`, and `rating` where the source gave one; adds `rating`, `rarity` (float64) and `kept` (bool): the
    first `keep` share in the order of falling rating, then falling rarity, then position. All rows stay, so that
    shares of the whole pool can be told later. The default rater is `rate_heuristically`, the default embedder
    `embed_tfidf`; neither needs a model. A conversation is judged as one: what the user wrote, what the assistant did.
    """
    config = config or PairConfig()
    require_columns(records, ["messages"], "pairs", "load_pool")
    asked = [_said(messages, {"system", "user"}) for messages in records["messages"]]
    answered = [_said(messages, {"assistant"}) for messages in records["messages"]]
    given = np.array(records["rating"] if "rating" in records.column_names else [None] * len(asked), dtype=np.float64)
    if rater is not None or np.isnan(given).any():
        rate = rater or rate_heuristically
        pairs = track(list(zip(asked, answered, strict=True)), "rating pairs", show=show)
        rating = np.array([rate(*pair) for pair in pairs], dtype=np.float64)
    else:
        rating = given
    texts = [f"{a}\n{b}" for a, b in zip(asked, answered, strict=True)]
    rarity = measure_rarity(texts, config.neighbours, embedder or embed_tfidf, show=show)
    order = np.lexsort((np.arange(len(texts)), -rarity, -rating))
    kept = np.zeros(len(texts), dtype=np.bool_)
    kept[order[: max(1, round(config.keep * len(texts)))]] = True
    return append_columns(records, {"rating": rating, "rarity": rarity, "kept": kept})


def rate_heuristically(instruction: str, response: str) -> float:
    r"""How many of five signs of a good answer a response shows, 0 to 5; the signs are ours.

    It ends properly (fences closed; a fence, or the end of a sentence) and does not repeat itself; it has code in a
    known language; all such code parses; a sentence of five words or more explains it; it takes up words of the
    instruction.

    >>> rate_heuristically("Add two numbers.", "This adds the two numbers given:\n```python\na + b\n```\n")
    5.0
    """
    segments = cut_markdown(response)
    parsed = [errors for s in segments if s.part is Part.CODE and (errors := _parse_errors(s.info, s.code)) is not None]
    prose = " ".join(response[s.start : s.end] for s in segments if s.part is Part.PROSE)
    raw = response.encode()
    repeats = len(raw) > 200 and len(zlib.compress(raw)) < len(raw) / 8
    ends = all(s.closed for s in segments) and response.rstrip().endswith((".", "!", "?", "`", "~", ":", ")"))
    sentences = re.split(r"[.!?:\n]", prose)
    rare = {word.lower() for word in _WORD.findall(instruction) if len(word) > 3}
    found = rare & {word.lower() for word in _WORD.findall(response)}
    signs = (
        ends and not repeats,
        bool(parsed),
        bool(parsed) and not any(parsed),
        any(len(_WORD.findall(sentence)) >= 5 for sentence in sentences),
        bool(found) and len(found) * 5 >= len(rare),
    )
    return float(sum(signs))


def _parse_errors(info: str, code: str) -> bool | None:
    """Whether a code block has syntax errors; None where its language cannot be read."""
    try:
        language = name_language(info, code)
        return None if language is None else bool(cs.analyze(code, language).errors)
    except cs.errors.LanguageError:
        return None


def embed_tfidf(texts: Sequence[str]) -> Any:
    """Unit vectors of hashed word and word-pair counts, weighted by inverse document frequency; sparse [n, 2^18]."""
    # Imported here: a second of start-up that only this function needs.
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    counts = HashingVectorizer(n_features=1 << 18, ngram_range=(1, 2), token_pattern=r"\w+", alternate_sign=False)
    return TfidfTransformer().fit_transform(counts.transform(texts))


def measure_rarity(
    texts: Sequence[str], neighbours: int = 10, embedder: Embedder = embed_tfidf, *, show: bool = False
) -> NDArray[np.float64]:
    """Mean cosine distance of each text to its nearest neighbours among the other distinct texts; float64 [n].

    Equal texts count as one, so that a text's copies do not hide how lonely it is. Where there are fewer neighbours,
    all count; a text without any has rarity 0. Every pair is compared: time grows with the square of `n`.

    >>> measure_rarity(["a b", "a b", "x y"], 1).tolist()
    [1.0, 1.0, 1.0]
    """
    from sklearn.neighbors import NearestNeighbors

    distinct = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(distinct)}
    count = min(neighbours, len(distinct) - 1)
    rarity = np.zeros(len(distinct))
    if count > 0:
        vectors = embedder(distinct)
        index = NearestNeighbors(n_neighbors=count, metric="cosine", algorithm="brute").fit(vectors)
        for first in track(range(0, len(distinct), _ROWS), "measuring rarity", unit="blocks", show=show):
            # One more than asked for, as each text is its own nearest neighbour; which of several at distance 0 is
            # the text itself does not change the sum.
            found = index.kneighbors(vectors[first : first + _ROWS], count + 1)[0]
            rarity[first : first + _ROWS] = np.sort(found, axis=1)[:, 1:].mean(axis=1)
    return rarity[[place[text] for text in texts]]


def _said(messages: Sequence[dict[str, str]], roles: set[str]) -> str:
    return "\n".join(m["content"] for m in messages if m["role"] in roles)
