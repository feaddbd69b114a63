"""The choice of pairs: the best rated first, then the rarest; what is contaminated or said twice stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import datasets
import numpy as np
from numpy.typing import NDArray

from codeblock.columns import append_columns, require_columns
from codeblock.errors import ConfigError
from codeblock.pairs.contamination import find_contaminated
from codeblock.pairs.curation import curate_ratings
from codeblock.pairs.duplicates import find_duplicates
from codeblock.pairs.embedding import Embedder, embed_tfidf
from codeblock.pairs.neighbours import find_neighbours
from codeblock.pairs.ratings import Rater, rate_heuristically
from codeblock.pairs.transition import estimate_transition
from codeblock.progress import track
from codeblock.settings import suggest_fields

__all__ = ["PairConfig", "select_pairs"]


@suggest_fields
@dataclass(frozen=True, slots=True)
class PairConfig:
    """How pairs are chosen.

    `keep`: the share of the pool kept, at least one pair. `neighbours`: k of rarity and curation. `curate`: whether
    ratings are corrected by their neighbours', which takes `least` pairs or more. `rounds`, `confidence`: of
    `curate_ratings`. `duplicates`: the likeness from which a pair is a near duplicate (None: none is).
    `contamination`: words in a row that a pair may not share with an evaluation set (None: it may). `seed`: of
    curation's sampling.
    """

    keep: float = 0.5
    neighbours: int = 10
    curate: bool = True
    least: int = 200
    rounds: int = 51
    confidence: float = 0.5
    duplicates: float | None = 0.8
    contamination: int | None = 10
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("keep", "duplicates"):
            value = getattr(self, name)
            if value is not None and not 0 < value <= 1:
                raise ConfigError(name, f"{value} is outside (0, 1]", "give for example 0.5")
        for name in ("neighbours", "least", "rounds"):
            if getattr(self, name) < 1:
                raise ConfigError(name, f"{getattr(self, name)} is not positive", "give for example 10")
        if not 0 <= self.confidence <= 1:
            raise ConfigError("confidence", f"{self.confidence} is outside [0, 1]", "give for example 0.5")


def select_pairs(
    records: datasets.Dataset,
    config: PairConfig | None = None,
    *,
    rater: Rater | None = None,
    embedder: Embedder | None = None,
    evaluations: Mapping[str, Sequence[str]] | None = None,
    show: bool = False,
) -> tuple[datasets.Dataset, dict[str, int]]:
    """Rate every pair, correct the ratings by their neighbours', measure how rare each pair is, say which are kept.

    Reads `messages`, and `rating` where the source gave one; adds `rating` (as given or made), `curated` (its class
    after correction; the rating itself where none took place), `rarity` (float64; NaN for what stays out),
    `contaminated` (the evaluation set it overlaps, or ""), `duplicate` (bool) and `kept` (bool): the first `keep` share
    in the order of falling `curated`, then falling rarity, then position. All rows stay, so that shares of the whole
    pool can be told later. Returns the rows and counts. The default rater is `rate_heuristically`, the default embedder
    `embed_tfidf`; neither needs a model. A conversation is judged as one: what the user wrote, what the assistant did.

    Classes for the correction are the integers from the lowest to the highest rating; ratings that are none (an
    expected value, a log-likelihood) are cut into six classes: rounded where they lie within 0 to 5, else by sextiles.
    Differences from DS2's program, which duplicates the pool before it looks for neighbours and draws the last score
    class from the rarer half alone: neither is in its publication, and neither is done here.

    >>> from codeblock.data import load_pool
    >>> asked = [{"instruction": f"Do {n}.", "response": "It is done."} for n in ("one", "two")]
    >>> pairs, counted = select_pairs(load_pool(asked).records, PairConfig(keep=0.5))
    >>> pairs["kept"][:], counted["pairs kept"]
    ([True, False], 1)
    """
    config = config or PairConfig()
    require_columns(records, ["messages"], "pairs", "load_pool")
    pairs = [(_said(m, {"system", "user"}), _said(m, {"assistant"})) for m in records["messages"]]
    texts = [f"{asked}\n{answered}" for asked, answered in pairs]
    contaminated, duplicate = _find_unfit(texts, config, evaluations, show=show)
    rating = _rate(records, pairs, rater, show=show)
    stays = np.flatnonzero((contaminated == "") & ~duplicate)
    rarity, curated = np.full(len(texts), np.nan), rating.copy()
    found = _weigh([texts[n] for n in stays], rating[stays], config, embedder, show=show)
    rarity[stays], curated[stays], corrected = found
    order = stays[np.lexsort((stays, -rarity[stays], -curated[stays]))]
    kept = np.zeros(len(texts), dtype=np.bool_)
    kept[order[: max(1, round(config.keep * len(texts)))]] = True
    columns = {
        "rating": rating,
        "curated": curated,
        "rarity": rarity,
        "contaminated": contaminated.tolist(),
        "duplicate": duplicate,
        "kept": kept,
    }
    counts = {
        "pairs kept": int(kept.sum()),
        "pairs that overlap an evaluation set, left out": int((contaminated != "").sum()),
        "near duplicates, left out": int(duplicate.sum()),
        "ratings corrected by their neighbours": corrected,
    }
    return append_columns(records, columns), counts


def _find_unfit(
    texts: Sequence[str], config: PairConfig, evaluations: Mapping[str, Sequence[str]] | None, *, show: bool
) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """The evaluation set that each text overlaps ("" for none), and whether it is a near duplicate."""
    contaminated: NDArray[np.str_] = np.full(len(texts), "", dtype=np.str_)
    if config.contamination is not None and evaluations:
        contaminated = find_contaminated(texts, evaluations, config.contamination, show=show)
    duplicate = np.zeros(len(texts), dtype=np.bool_)
    if config.duplicates is not None:
        duplicate = find_duplicates(texts, config.duplicates, show=show) >= 0
    return contaminated, duplicate


def _rate(
    records: datasets.Dataset, pairs: Sequence[tuple[str, str]], rater: Rater | None, *, show: bool
) -> NDArray[np.float64]:
    given = np.array(records["rating"] if "rating" in records.column_names else [None] * len(pairs), dtype=np.float64)
    if rater is None and not np.isnan(given).any():
        return given
    if rater is not None:
        return np.asarray(rater(pairs), dtype=np.float64)
    return np.array([rate_heuristically(*pair) for pair in track(pairs, "rating pairs", show=show)], dtype=np.float64)


def _weigh(
    texts: Sequence[str], rating: NDArray[np.float64], config: PairConfig, embedder: Embedder | None, *, show: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Rarity and curated rating of each pair that stays, and how many were corrected; equal texts count as one."""
    place = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    at = np.array([place[text] for text in texts], dtype=np.int64)
    if len(place) < 2:
        return np.zeros(len(texts)), rating, 0
    # Some more than asked for, as a round of curation sees nine tenths of them.
    wanted = 2 * config.neighbours if config.curate else config.neighbours
    found = find_neighbours((embedder or embed_tfidf)(list(place)), wanted, show=show)
    rarity: NDArray[np.float64] = found.distance[:, : config.neighbours].mean(axis=1, dtype=np.float64)[at]
    if not config.curate or len(texts) < config.least:
        return rarity, rating, 0
    first = np.unique(at, return_index=True)[1]
    kind, classes, lowest = _classify(rating[first])
    transition = estimate_transition(kind, found, classes)
    curated, _ = curate_ratings(
        kind,
        found,
        transition,
        count=config.neighbours,
        rounds=config.rounds,
        confidence=config.confidence,
        seed=config.seed,
    )
    corrected: NDArray[np.float64] = np.asarray(curated + lowest, dtype=np.float64)[at]
    return rarity, corrected, int((curated != kind)[at].sum())


def _classify(rating: NDArray[np.float64]) -> tuple[NDArray[np.int64], int, float]:
    """The class of each rating from 0, the number of classes, and the rating that class 0 stands for."""
    lowest, highest = float(rating.min()), float(rating.max())
    if not (lowest >= 0 and highest <= 5) and (rating != np.round(rating)).any():
        edges = np.quantile(rating, np.arange(1, 6) / 6)
        return np.searchsorted(edges, rating).astype(np.int64), 6, 0.0
    kind = np.round(rating).astype(np.int64)
    return kind - kind.min(), int(kind.max() - kind.min()) + 1, float(kind.min())


def _said(messages: Sequence[dict[str, str]], roles: set[str]) -> str:
    return "\n".join(m["content"] for m in messages if m["role"] in roles)
